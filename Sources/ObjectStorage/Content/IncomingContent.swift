import Glibc
import NIOCore
import NIOPosix
import Synchronization

/// Content on its way into the folder: removed when this is dropped, unless it is kept.
final class IncomingContent: Sendable {
    private struct State {
        var file: OpenFile?
        var path: String?
    }

    let id: String
    private let folder: ContentFolder
    private let lease: ContentLease
    private let state = Mutex(State())

    init(id: String, in folder: ContentFolder) {
        self.id = id
        self.folder = folder
        lease = folder.leases.take([id])
    }

    deinit {
        let path = state.withLock { $0.path }
        if let path { ContentFolder.remove(path) }
    }

    /// Adds bytes at the end; blocks.
    func write(_ buffers: [ByteBuffer]) throws {
        let file = try state.withLock { state in
            if let file = state.file { return file }
            let path = folder.incomingPath(of: id)
            let file = try OpenFile.create(path)
            state.file = file
            state.path = path
            return file
        }
        for buffer in buffers {
            try buffer.withUnsafeReadableBytes { try file.write($0) }
        }
    }

    /// Puts the whole content into its place and waits until it is on the disk, where its folder must follow; blocks.
    ///
    /// It is named before it is synchronised, so that the disk's journal takes both in one go; nobody looks at it before the
    /// index knows it.
    func publish() throws {
        let file = state.withLock { $0.file }
        guard let file else { return }
        let place = folder.path(of: id)
        guard Glibc.rename(file.path, place) == 0 else { throw FileFailure.make("rename", place) }
        state.withLock { $0.path = place }
        try file.synchronise()
        state.withLock { $0.file = nil }
    }

    /// Leaves the content where it is: the index knows it now, or a search at the next start decides.
    func keep() {
        state.withLock { $0.path = nil }
    }
}

extension ContentFolder {
    /// Bytes gathered before a thread is asked to write them.
    private static let writeSize = 512 << 10

    /// Content that is whole and on the disk, and not in the index yet.
    struct Received: Sendable {
        let content: IncomingContent
        let summary: ContentSummary
    }

    /// Streams content into a new file, with memory for little more than `writeSize`.
    ///
    /// `check` sees the summary when all has arrived; if it throws, nothing is left behind.
    func receive(
        _ body: some AsyncSequence<ByteBuffer, any Error>,
        as id: String,
        digest start: ContentDigest,
        limit: Int64,
        check: @escaping @Sendable (ContentSummary) throws -> Void,
        step: @escaping @Sendable (StorageStep) -> Void
    ) async throws -> Received {
        let content = IncomingContent(id: id, in: self)
        var digest = start
        var size: Int64 = 0
        var waiting: [ByteBuffer] = []
        var waitingBytes = 0
        for try await buffer in body {
            size += Int64(buffer.readableBytes)
            guard size <= limit else { throw ObjectStorageError.tooLarge(size: size, limit: limit) }
            waiting.append(buffer)
            waitingBytes += buffer.readableBytes
            if waitingBytes >= Self.writeSize {
                digest = try await threads.runIfActive { [waiting, digest] in
                    try Self.write(waiting, to: content, digest)
                }
                waiting.removeAll(keepingCapacity: true)
                waitingBytes = 0
            }
        }
        let summary = try await threads.runIfActive { [waiting, digest] in
            let summary = try Self.write(waiting, to: content, digest).summary
            try check(summary)
            step(.contentWritten)
            try content.publish()
            return summary
        }
        try await commits.synchronise(folder(of: id))
        step(.contentSynchronised)
        return Received(content: content, summary: summary)
    }

    private static func write(
        _ buffers: [ByteBuffer],
        to content: IncomingContent,
        _ digest: ContentDigest
    ) throws -> ContentDigest {
        var digest = digest
        for buffer in buffers {
            buffer.withUnsafeReadableBytes { digest.update($0) }
        }
        try content.write(buffers)
        return digest
    }
}
