/// Why a safetensors file could not be read or written.
package enum SafetensorsError: Error, Equatable {
    /// The system could not read or write the file.
    case system(file: String, message: String)
    /// The header as a whole breaks the format.
    case header(file: String, message: String)
    /// What the file says of one tensor breaks the format, or is of a kind that is not supported.
    case tensor(file: String, name: String, message: String)
    case torch(file: String, error: TorchError)
}

extension SafetensorsError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .system(let file, let message): "\(file): \(message)"
        case .header(let file, let message): "\(file): not a safetensors file: \(message)"
        case .tensor(let file, let name, let message): "\(file), tensor '\(name)': \(message)"
        case .torch(let file, let error): "\(file): \(error)"
        }
    }
}
