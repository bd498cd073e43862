package import Imaging

/// Why an image of a data set could not be had; every case names the file.
package enum DatasetError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(file: String, reason: String)
    case undecodable(ImageError)

    package var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(file): \(reason)"
        case .undecodable(let error): error.description
        }
    }
}
