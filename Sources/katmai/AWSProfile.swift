import Foundation
import Server

/// A profile in the files that AWS's clients read, with the server's key and endpoint.
struct AWSProfile {
    let name: String
    let key: ListedKey
    let status: ServerStatus

    /// Replaces the profile of this name, or adds it; whatever else is in the files stays as it is.
    ///
    /// Returns the paths of the files.
    func write() throws -> [String] {
        let environment = ProcessInfo.processInfo.environment
        let folder = FileManager.default.homeDirectoryForCurrentUser.appending(path: ".aws")
        let config =
            environment["AWS_CONFIG_FILE"].map { URL(filePath: $0) } ?? folder.appending(path: "config")
        let credentials =
            environment["AWS_SHARED_CREDENTIALS_FILE"].map { URL(filePath: $0) }
            ?? folder.appending(path: "credentials")
        try Self.write(
            section: name == "default" ? name : "profile \(name)",
            ["region = \(status.region)", "endpoint_url = \(status.url)"],
            to: config
        )
        try Self.write(
            section: name,
            ["aws_access_key_id = \(key.id)", "aws_secret_access_key = \(key.secret)"],
            to: credentials
        )
        return [config.path, credentials.path]
    }

    private static func write(section: String, _ lines: [String], to named: URL) throws {
        let files = FileManager.default
        // The new file must take the place of the old one, not of a link to it, and never that of a device.
        let file = named.resolvingSymlinksInPath()
        var status = stat()
        guard stat(file.path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG else {
            throw CommandFailure("\(file.path) is no file that a profile could be written to")
        }
        try files.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let old = files.fileExists(atPath: file.path) ? try String(contentsOf: file, encoding: .utf8) : ""
        let text = replacing(section, with: lines, in: old)
        // Never readable by others, not even for a moment: the new file takes the old one's place when it is whole.
        let draft = file.appendingPathExtension("katmai-\(UUID().uuidString)")
        guard
            files.createFile(
                atPath: draft.path,
                contents: Data(text.utf8),
                attributes: [.posixPermissions: 0o600]
            )
        else { throw CommandFailure("\(draft.path) cannot be written") }
        guard rename(draft.path, file.path) == 0 else {
            throw CommandFailure("\(file.path) cannot be written: \(String(cString: strerror(errno)))")
        }
    }

    /// `text` with the section's lines in place of those it had, or at the end.
    static func replacing(_ section: String, with lines: [String], in text: String) -> String {
        var kept = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if kept.last == "" { kept.removeLast() }
        let fresh = ["[\(section)]"] + lines
        let isHeader = { (line: String) in line.trimmingCharacters(in: .whitespaces).hasPrefix("[") }
        let isOutside = { (line: String) in
            let line = line.trimmingCharacters(in: .whitespaces)
            return line.isEmpty || line.hasPrefix("#") || line.hasPrefix(";")
        }
        guard let start = kept.firstIndex(where: { header($0) == section }) else {
            return (kept + (kept.isEmpty ? [] : [""]) + fresh).joined(separator: "\n") + "\n"
        }
        var end = kept[(start + 1)...].firstIndex(where: isHeader) ?? kept.endIndex
        // Blank lines and comments before the next section are that one's.
        while end > start + 1, isOutside(kept[end - 1]) { end -= 1 }
        kept.replaceSubrange(start..<end, with: fresh)
        return kept.joined(separator: "\n") + "\n"
    }

    /// The section that a line begins, with its blanks made even; nil for other lines.
    private static func header(_ line: String) -> String? {
        let line = line.trimmingCharacters(in: .whitespaces)
        guard line.hasPrefix("["), let end = line.firstIndex(of: "]") else { return nil }
        return line[line.index(after: line.startIndex)..<end].split(separator: " ").joined(separator: " ")
    }
}
