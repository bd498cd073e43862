import Foundation

/// A folder that goes away with its test.
final class Folder: Sendable {
    let url = FileManager.default.temporaryDirectory.appending(path: "katmai-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    // The system's temporary folder is cleared anyway.
    deinit { try? FileManager.default.removeItem(at: url) }
}
