import Foundation

/// The files of a model bundle, for an archive.
struct BundleFiles: Sendable {
    struct Member: Hashable, Sendable {
        let url: URL
        /// In the archive: the bundle's folder and the path in it.
        let path: String
    }

    let members: [Member]
    let modified: Date

    /// The files that lie in `folder` now; `name` is what the folder is called in the archive.
    init(_ folder: URL, named name: String, modified: Date) throws {
        self.modified = modified
        members = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted().compactMap {
            path in
            let url = folder.appending(path: path)
            let values = try url.resourceValues(forKeys: [.isRegularFileKey])
            return values.isRegularFile == true ? Member(url: url, path: "\(name)/\(path)") : nil
        }
    }
}
