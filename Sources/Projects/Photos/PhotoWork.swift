import Catalog
import Foundation
import Logging

/// Looks at the images of new entries in the background, so that a gallery finds their thumbnails made.
package actor PhotoWork {
    /// Entries looked up at a time.
    private static let piece = 50

    private let workshop: Workshop
    private let photos: Photos
    private let shutdown = StopSignal()

    init(workshop: Workshop, photos: Photos) {
        self.workshop = workshop
        self.photos = photos
    }

    /// Works until `stop` is called; what an earlier process left comes first.
    ///
    /// One image at a time, so that those that somebody waits for have the other lane. Thumbnails of what is gone go first.
    package func run() async throws {
        try await sweep()
        for await _ in workshop.bells.photos.rings { try await lookAtAll() }
    }

    /// Lets `run` return.
    package nonisolated func stop() {
        shutdown.give()
        workshop.bells.photos.close()
    }

    /// Looks once at each image that nobody has looked at; what is wrong with one shows when somebody asks for it.
    func lookAtAll() async throws {
        var last: Int64 = 0
        while !shutdown.isGiven {
            let entries = try await workshop.catalog.read { [last] catalog in
                try catalog.entriesNotLookedAt(after: last, limit: Self.piece)
            }
            guard let end = entries.last else { return }
            for entry in entries where !shutdown.isGiven { await look(at: entry) }
            last = end.id
        }
    }

    /// Removes the thumbnails of contents that no entry has any more.
    func sweep() async throws {
        let folder = workshop.home.thumbnails
        guard FileManager.default.fileExists(atPath: folder.path) else { return }
        for part in try FileManager.default.contentsOfDirectory(atPath: folder.path)
        where !shutdown.isGiven {
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: part).path)
            let unused = try await workshop.catalog.read { catalog in
                try files.filter { file in
                    let hash = file.split(separator: ".").first.map(String.init) ?? ""
                    return try !catalog.hasEntry(ofContent: hash)
                }
            }
            for file in unused { try HomeFolders.remove(folder.appending(path: "\(part)/\(file)")) }
        }
    }

    private func look(at entry: EntryRecord) async {
        do {
            _ = try await photos.look(at: entry)
        } catch {
            workshop.log.debug(
                "an image cannot be looked at",
                metadata: ["entry": "\(entry.id)", "reason": "\(error)"]
            )
        }
    }
}
