import CTorch

/// What libtorch refused, or could not do.
package enum TorchError: Error, Equatable {
    /// Shapes, element types or values that do not fit each other or the operation.
    case invalidArgument(operation: String, message: String)
    /// The elements of a result did not fit into memory.
    case outOfMemory(operation: String, message: String)
    /// Anything else that libtorch raised.
    case engine(operation: String, message: String)

    /// Throws the error that a status of the shim stands for; its message is that of this thread's last
    /// failure.
    static func check(_ status: ct_status, operation: String) throws(TorchError) {
        guard status != CT_OK else { return }
        let message = String(cString: ct_last_error_message())
        switch status {
        case CT_INVALID_ARGUMENT: throw .invalidArgument(operation: operation, message: message)
        case CT_OUT_OF_MEMORY: throw .outOfMemory(operation: operation, message: message)
        default: throw .engine(operation: operation, message: message)
        }
    }
}

extension TorchError: CustomStringConvertible {
    /// The operation as its Swift function is named, and libtorch's own words.
    package var description: String {
        switch self {
        case .invalidArgument(let operation, let message):
            "invalid argument in \(operation): \(message)"
        case .outOfMemory(let operation, let message):
            "out of memory in \(operation): \(message)"
        case .engine(let operation, let message):
            "\(operation) failed: \(message)"
        }
    }
}
