import FoundationEssentials
import Glibc

/// What lies in a bundle's folder.
enum FolderListing {
    /// The paths of everything in the folder that is not a folder itself, relative to it and sorted.
    static func files(in folder: URL) throws(ModelBundleError) -> [String] {
        let name = folder.path(percentEncoded: false)
        let paths: [String]
        do {
            paths = try FileManager.default.subpathsOfDirectory(atPath: name)
        } catch {
            throw .unreadable(file: name, reason: ModelBundleError.reason(error))
        }
        return paths.filter { !isFolder(folder.appending(path: $0)) }.sorted()
    }

    /// The bytes of a plain file; nil when there is none.
    static func size(of file: URL) -> Int? {
        var status = stat()
        guard stat(file.path(percentEncoded: false), &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        return Int(status.st_size)
    }

    private static func isFolder(_ url: URL) -> Bool {
        var status = stat()
        return lstat(url.path(percentEncoded: false), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
