import FoundationEssentials
import Glibc

/// An image that a command was asked to look at.
struct NamedImage: Sendable {
    enum Source: Sendable {
        case file(URL)
        case standardInput
    }

    /// How the user names it.
    let name: String
    let source: Source

    /// The file's bytes.
    func bytes() throws -> Data {
        switch source {
        case .file(let url):
            do {
                return try Data(contentsOf: url)
            } catch let error as CocoaError {
                let system = error.underlying as? POSIXError
                let reason = system.map { String(cString: strerror($0.code.rawValue)) } ?? "\(error)"
                throw ImageListError.unreadable(name: name, reason: reason)
            }
        case .standardInput:
            return try StandardInput.readAll()
        }
    }
}

/// What is wrong with the images named on the command line.
enum ImageListError: Error, CustomStringConvertible {
    case unreadable(name: String, reason: String)
    case noImages(folder: String)

    var description: String {
        switch self {
        case .unreadable(let name, let reason): "\(name): \(reason)"
        case .noImages(let folder):
            "\(folder): no images in this folder (looked for names ending in "
                + ImageList.extensions.sorted().map { ".\($0)" }.joined(separator: ", ") + ")"
        }
    }
}

/// From arguments to images: files as they are, folders searched, `-` for standard input.
enum ImageList {
    static let extensions: Set<String> = ["jpg", "jpeg", "png", "webp"]

    /// The images in the order of the arguments; within a folder sorted by path.
    ///
    /// A file that is not there is found out when it is read, so that the others are looked at.
    static func images(for arguments: [String]) throws -> [NamedImage] {
        try arguments.flatMap { argument in
            if argument == "-" { return [NamedImage(name: "standard input", source: .standardInput)] }
            var isFolder = false
            guard FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder), isFolder else {
                return [NamedImage(name: argument, source: .file(URL(filePath: argument)))]
            }
            return try images(in: argument)
        }
    }

    private static func images(in folder: String) throws -> [NamedImage] {
        let images = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted().filter { path in
            let parts = path.split(separator: "/")
            let dot = path.lastIndex(of: ".").map { path[path.index(after: $0)...].lowercased() }
            return extensions.contains(dot ?? "") && !parts.contains { $0.hasPrefix(".") }
        }
        guard !images.isEmpty else { throw ImageListError.noImages(folder: folder) }
        let root = folder.hasSuffix("/") ? folder : folder + "/"
        return images.map { NamedImage(name: root + $0, source: .file(URL(filePath: root + $0))) }
    }
}

/// Standard input as one image.
enum StandardInput {
    static func readAll() throws(ImageListError) -> Data {
        var bytes = Data()
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(STDIN_FILENO, &piece, piece.count)
            if count == 0 { return bytes }
            if count > 0 {
                bytes.append(contentsOf: piece[..<count])
            } else if errno != EINTR {
                throw .unreadable(name: "standard input", reason: String(cString: strerror(errno)))
            }
        }
    }
}
