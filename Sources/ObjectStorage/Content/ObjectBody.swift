package import NIOCore
import NIOPosix

/// A stretch of one file of content.
struct ContentStretch: Sendable {
    let content: String
    let offset: Int64
    let length: Int64
}

/// An object's content, or a range of it, as buffers of up to 256 KiB.
///
/// Each buffer is read when it is asked for, so a slow reader costs no memory. The content stays as it was when the object was
/// opened, even if the object is deleted or replaced meanwhile.
package struct ObjectBody: AsyncSequence, Sendable {
    /// A stretch of the content.
    package typealias Element = ByteBuffer
    /// Whatever reading can meet.
    package typealias Failure = any Error

    /// In bytes.
    package let length: Int64
    let location: ObjectLocation
    let folder: ContentFolder
    let stretches: [ContentStretch]
    /// The first stretch's file, where it is open already.
    let firstFile: OpenFile?
    /// Keeps the files there; nil where all are open.
    let lease: ContentLease?

    /// Begins from the start.
    package func makeAsyncIterator() -> Iterator { Iterator(self) }

    /// A reader's place in the content.
    package struct Iterator: AsyncIteratorProtocol {
        private static let readSize = 256 << 10

        private struct Step: Sendable {
            let file: OpenFile
            let buffer: ByteBuffer
        }

        private let body: ObjectBody
        private var stretch = 0
        /// How much of the stretch has been read.
        private var position: Int64 = 0
        private var file: OpenFile?

        init(_ body: ObjectBody) {
            self.body = body
            file = body.firstFile
        }

        package mutating func next() async throws -> ByteBuffer? {
            while stretch < body.stretches.count, position == body.stretches[stretch].length {
                stretch += 1
                position = 0
                file = nil
            }
            guard stretch < body.stretches.count else { return nil }
            let current = body.stretches[stretch]
            let count = Int(Swift.min(Int64(Self.readSize), current.length - position))
            let offset = current.offset + position
            let step = try await body.folder.threads.runIfActive { [body, file] in
                let file = try file ?? body.open(current)
                return Step(file: file, buffer: try body.read(count, from: file, at: offset))
            }
            file = step.file
            position += Int64(count)
            return step.buffer
        }
    }

    private func open(_ stretch: ContentStretch) throws -> OpenFile {
        guard let file = try OpenFile.open(folder.path(of: stretch.content)) else {
            throw ObjectStorageError.damaged(location)
        }
        return file
    }

    private func read(_ count: Int, from file: OpenFile, at offset: Int64) throws -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: count)
        let read = try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
            try file.read(into: UnsafeMutableRawBufferPointer(rebasing: space[..<count]), at: offset)
        }
        guard read == count else { throw ObjectStorageError.damaged(location) }
        return buffer
    }
}
