import Foundation

/// A folder that goes away with its test.
///
/// Keep it in a property: a local one may go as soon as it is used for the last time.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(
            path: "katmai-\(UUID().uuidString)",
            directoryHint: .isDirectory
        )
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        // Nothing depends on it: the system's temporary folder is cleared anyway.
        try? FileManager.default.removeItem(at: url)
    }
}
