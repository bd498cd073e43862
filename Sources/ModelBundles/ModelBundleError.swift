/// Why a bundle cannot be read or written; every case names the file or folder.
package enum ModelBundleError: Error, Equatable {
    /// There is no folder of this path.
    case notFound(folder: String)
    /// The folder holds no `model.json`.
    case notABundle(folder: String)
    case notJSON(file: String, line: Int)
    /// `place` is the key's path, like `data.train_images`.
    case badDescription(file: String, place: String, problem: String)
    case newerFormat(file: String, version: FormatVersion)
    case missingFile(folder: String, path: String)
    /// A file that `model.json` does not list.
    case extraFile(folder: String, path: String)
    case changedSize(folder: String, path: String, expected: Int, found: Int)
    /// The size is right and the SHA-256 is not.
    case changedContent(folder: String, path: String)
    case unreadable(file: String, reason: String)
    case unwritable(file: String, reason: String)
    case alreadyExists(folder: String)
    /// Another process is writing this very bundle.
    case beingWritten(folder: String)
}

extension ModelBundleError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notFound(let folder):
            "\(folder): there is no such folder"
        case .notABundle(let folder):
            "\(folder) is not a model bundle: it holds no model.json"
        case .notJSON(let file, let line):
            "\(file) is not JSON: line \(line) cannot be read"
        case .badDescription(let file, let place, let problem):
            "\(file): \(place): \(problem)"
        case .newerFormat(let file, let version):
            "\(file) was made by a newer Katmai (format \(version)); this one reads format "
                + "\(FormatVersion.current.major).x: update Katmai"
        case .missingFile(let folder, let path):
            "\(folder): \(path) is missing"
        case .extraFile(let folder, let path):
            "\(folder): \(path) does not belong to the bundle: model.json does not list it"
        case .changedSize(let folder, let path, let expected, let found):
            "\(folder): \(path) has \(found) bytes instead of \(expected): it was changed or not copied to the end"
        case .changedContent(let folder, let path):
            "\(folder): \(path) was changed: its SHA-256 is not the one in model.json"
        case .unreadable(let file, let reason):
            "\(file) cannot be read: \(reason)"
        case .unwritable(let file, let reason):
            "\(file) cannot be written: \(reason)"
        case .alreadyExists(let folder):
            "\(folder) exists already and is not replaced unless asked"
        case .beingWritten(let folder):
            "\(folder) is being written by another process"
        }
    }
}
