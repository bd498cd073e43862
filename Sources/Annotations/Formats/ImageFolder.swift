package import Foundation

/// Finds the images that an annotation file names.
package struct ImageFolder: Sendable {
    private let root: URL?
    private let annotationFile: URL

    /// `root` is the folder that holds the images; without one they are looked for beside the annotation file.
    package init(root: URL?, annotationFile: URL) {
        self.root = root
        self.annotationFile = annotationFile
    }

    /// The file of an image, by the name its annotation file gives: the first of these that is there.
    ///
    /// - `s3://bucket/a/b.jpg`: `a/b.jpg`, `bucket/a/b.jpg` or `b.jpg` in the folder.
    /// - `a/b.jpg`: the same path, or `b.jpg`, in the folder.
    ///
    /// Without a root, the folders are the annotation file's own, `images` in it, and `images` beside it, as COCO data
    /// sets have them. A name that leads out of the folder by `..` is refused; where links in the folder lead is its
    /// owner's business.
    package func url(for source: String) throws(ImageFolderError) -> URL {
        let paths = try Self.paths(for: source)
        var tried: [String] = []
        for folder in folders {
            for path in paths {
                let url = folder.appending(path: path).standardizedFileURL
                var isFolder: ObjCBool = false
                if FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder),
                    !isFolder.boolValue
                {
                    return url
                }
                tried.append(url.path)
            }
        }
        throw .notFound(source: source, tried: tried)
    }

    private var folders: [URL] {
        if let root { return [root] }
        let beside = annotationFile.absoluteURL.deletingLastPathComponent()
        return [
            beside, beside.appending(path: "images"),
            beside.deletingLastPathComponent().appending(path: "images"),
        ]
    }

    /// Paths below the folder, best first.
    private static func paths(for source: String) throws(ImageFolderError) -> [String] {
        let location = S3Location(source)
        let path = location?.key ?? source
        guard !source.unicodeScalars.contains("\0"), location != nil || !source.contains("://") else {
            throw .unusableName(source: source)
        }
        let parts = path.split(separator: "/").map(String.init)
        guard let last = parts.last, staysInside(parts), last != "..", last != "." else {
            throw .leavesFolder(source: source)
        }
        // An absolute path is of the machine that wrote the file; of it only the name can be right here.
        let whole = path.hasPrefix("/") && location == nil ? [] : [parts.joined(separator: "/")]
        let inBucket = location.map { [([$0.bucket] + parts).joined(separator: "/")] } ?? []
        var seen: Set<String> = []
        return (whole + inBucket + [last]).filter { seen.insert($0).inserted }
    }

    private static func staysInside(_ parts: [String]) -> Bool {
        var depth = 0
        for part in parts where part != "." {
            depth += part == ".." ? -1 : 1
            if depth < 0 { return false }
        }
        return true
    }
}

/// Why an image that an annotation file names has no file.
package enum ImageFolderError: Error, Hashable, Sendable {
    /// No file is at any of the paths.
    case notFound(source: String, tried: [String])
    /// The name leads out of the folder.
    case leavesFolder(source: String)
    /// The name is of another scheme than `s3`, or no name for a file at all.
    case unusableName(source: String)
}

extension ImageFolderError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notFound(let source, let tried):
            "\(source): no such image; looked for \(tried.joined(separator: ", "))"
        case .leavesFolder(let source):
            "\(source): the name leads out of the image folder"
        case .unusableName(let source):
            "\(source): the name is neither s3://bucket/key nor a path in the image folder"
        }
    }
}
