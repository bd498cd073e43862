import Foundation
import Glibc
package import NIOCore
import NIOPosix

/// One buffer as a body.
package struct BufferedBody: AsyncSequence, Sendable {
    /// A stretch of the content.
    package typealias Element = ByteBuffer
    /// Whatever reading can meet.
    package typealias Failure = any Error

    private let buffer: ByteBuffer

    /// The buffer is the whole body.
    package init(_ buffer: ByteBuffer) {
        self.buffer = buffer
    }

    /// Begins from the start.
    package func makeAsyncIterator() -> Iterator { Iterator(buffer: buffer) }

    /// Gives the buffer, and then nothing.
    package struct Iterator: AsyncIteratorProtocol {
        fileprivate var buffer: ByteBuffer?

        package mutating func next() async throws -> ByteBuffer? {
            defer { buffer = nil }
            return buffer
        }
    }
}

/// A file as a body, in buffers of up to 256 KiB.
struct FileBody: AsyncSequence, Sendable {
    typealias Element = ByteBuffer
    typealias Failure = any Error

    private static let readSize = 256 << 10

    let size: Int64
    private let file: OpenFile
    private let threads: NIOThreadPool

    static func open(_ url: URL, threads: NIOThreadPool) async throws -> FileBody {
        let path = url.path(percentEncoded: false)
        return try await threads.runIfActive {
            guard let file = try OpenFile.open(path) else {
                throw ObjectStorageError.fileFailed(
                    operation: "open",
                    path: path,
                    reason: String(cString: strerror(ENOENT))
                )
            }
            return FileBody(size: try file.size(), file: file, threads: threads)
        }
    }

    func makeAsyncIterator() -> Iterator { Iterator(body: self) }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate let body: FileBody
        private var position: Int64 = 0

        fileprivate init(body: FileBody) {
            self.body = body
        }

        mutating func next() async throws -> ByteBuffer? {
            let offset = position
            let count = Int(Swift.min(Int64(FileBody.readSize), body.size - offset))
            guard count > 0 else { return nil }
            let buffer = try await body.threads.runIfActive { [body] in try body.read(count, at: offset) }
            position += Int64(count)
            return buffer
        }
    }

    private func read(_ count: Int, at offset: Int64) throws -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: count)
        let read = try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
            try file.read(into: UnsafeMutableRawBufferPointer(rebasing: space[..<count]), at: offset)
        }
        guard read == count else {
            throw ObjectStorageError.fileFailed(
                operation: "read",
                path: file.path,
                reason: "it became shorter meanwhile"
            )
        }
        return buffer
    }
}

/// A file that appears under its name only when it is whole.
struct FileDownload: Sendable {
    private let place: String
    private let partial: String
    private let threads: NIOThreadPool

    /// `name` tells this download from others into the same folder.
    init(to file: URL, name: String, threads: NIOThreadPool) {
        place = file.path(percentEncoded: false)
        partial = file.deletingLastPathComponent()
            .appending(path: ".\(name).partial").path(percentEncoded: false)
        self.threads = threads
    }

    /// Writes all of a body; a file of this name is replaced.
    ///
    /// It is not synchronised: what is downloaded can be downloaded again.
    func write(_ body: some AsyncSequence<ByteBuffer, any Error>) async throws {
        let partial = partial
        let place = place
        let file = try await threads.runIfActive { try OpenFile.create(partial) }
        do {
            for try await buffer in body {
                try await threads.runIfActive {
                    try buffer.withUnsafeReadableBytes { try file.write($0) }
                }
            }
            try await threads.runIfActive {
                guard rename(partial, place) == 0 else { throw FileFailure.make("rename", place) }
            }
        } catch {
            ContentFolder.remove(partial)
            throw error
        }
    }
}
