import AWSSignatureV4
import Foundation
import Glibc
import NIOPosix

/// Where content lies: one file a piece of content, under a random name.
///
///     incoming/        what is being received; whatever a start finds here is removed
///     00/ ... ff/      whole content; whatever the index does not know is removed at a start
///
/// A file in `00` to `ff` is never changed. Its name says nothing of what is in it: the index does.
struct ContentFolder: Sendable {
    let url: URL
    let threads: NIOThreadPool
    let leases = ContentLeases()
    let commits: FolderCommit

    /// Makes what is missing of the folders, and waits until they are on the disk.
    init(_ url: URL, threads: NIOThreadPool) throws {
        self.url = url
        self.threads = threads
        commits = FolderCommit(threads: threads)
        let root = url.path(percentEncoded: false)
        let names = (0..<256).map { Hexadecimal.text([UInt8($0)]) } + ["incoming"]
        var isNew = false
        for name in names {
            let folder = url.appending(path: name).path(percentEncoded: false)
            guard access(folder, F_OK) != 0 else { continue }
            isNew = true
            do {
                try FileManager.default.createDirectory(
                    atPath: folder,
                    withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700]
                )
            } catch {
                throw ObjectStorageError.fileFailed(
                    operation: "create",
                    path: folder,
                    reason: String(describing: error)
                )
            }
        }
        guard isNew else { return }
        try OpenFile.synchronise(folder: root)
        try OpenFile.synchronise(folder: url.deletingLastPathComponent().path(percentEncoded: false))
    }

    /// The folder that holds content of this name.
    func folder(of id: String) -> String {
        url.appending(path: String(id.prefix(2))).path(percentEncoded: false)
    }

    /// The file of content.
    func path(of id: String) -> String {
        url.appending(path: String(id.prefix(2))).appending(path: id).path(percentEncoded: false)
    }

    /// The file of content that is being received.
    func incomingPath(of id: String) -> String {
        url.appending(path: "incoming").appending(path: id).path(percentEncoded: false)
    }

    /// Removes content that the index no longer knows; what is being read goes when its readers are done.
    func remove(_ ids: [String]) async throws {
        guard !ids.isEmpty else { return }
        let free = leases.retire(ids.map { ContentLeases.Content(id: $0, path: path(of: $0)) })
        try await threads.runIfActive {
            for path in free { Self.remove(path) }
        }
    }

    /// Removes a file; one that cannot be removed now is found again at the next start.
    static func remove(_ path: String) { unlink(path) }

    /// The content that lies here but for what is being received: for a search at the start.
    func contents() throws -> [String] {
        try (0..<256).flatMap { number -> [String] in
            let folder = url.appending(path: Hexadecimal.text([UInt8(number)]))
            return try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
        }
    }

    /// The files in `incoming`.
    func incoming() throws -> [String] {
        let folder = url.appending(path: "incoming").path(percentEncoded: false)
        return try FileManager.default.contentsOfDirectory(atPath: folder)
    }
}
