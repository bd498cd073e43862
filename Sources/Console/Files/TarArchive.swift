import Foundation

/// POSIX's ustar format: a block of 512 bytes before each file, and two empty ones at the end.
enum TarArchive {
    private static let block = 512

    /// Throws `NameTooLong` for a path that the format has no room for.
    static func header(of path: String, size: Int, modified: Date) throws -> [UInt8] {
        var header = [UInt8](repeating: 0, count: block)
        func put(_ text: String, at offset: Int, length: Int) {
            for (place, byte) in text.utf8.prefix(length).enumerated() { header[offset + place] = byte }
        }
        func put(octal number: Int, at offset: Int, length: Int) {
            let digits = String(number, radix: 8)
            let zeros = String(repeating: "0", count: max(0, length - 1 - digits.count))
            put(zeros + digits, at: offset, length: length)
        }
        let (folder, name) = try split(path)
        put(name, at: 0, length: 100)
        put(octal: 0o644, at: 100, length: 8)
        put(octal: 0, at: 108, length: 8)
        put(octal: 0, at: 116, length: 8)
        put(octal: size, at: 124, length: 12)
        put(octal: max(0, Int(modified.timeIntervalSince1970)), at: 136, length: 12)
        put("        ", at: 148, length: 8)
        put("0", at: 156, length: 1)
        put("ustar", at: 257, length: 6)
        put("00", at: 263, length: 2)
        put(folder, at: 345, length: 155)
        let sum = header.reduce(0) { $0 + Int($1) }
        put(octal: sum, at: 148, length: 7)
        header[155] = UInt8(ascii: " ")
        return header
    }

    /// What fills a file's last block.
    static func padding(after size: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: (block - size % block) % block)
    }

    /// What ends an archive.
    static var end: [UInt8] { [UInt8](repeating: 0, count: 2 * block) }

    struct NameTooLong: Error, Hashable, Sendable {
        let path: String
    }

    /// At the last slash, unless the whole path fits where names go.
    private static func split(_ path: String) throws -> (folder: String, name: String) {
        if path.utf8.count <= 100 { return ("", path) }
        guard let slash = path.lastIndex(of: "/") else { throw NameTooLong(path: path) }
        let (folder, name) = (String(path[..<slash]), String(path[path.index(after: slash)...]))
        guard folder.utf8.count <= 155, name.utf8.count <= 100 else { throw NameTooLong(path: path) }
        return (folder, name)
    }
}
