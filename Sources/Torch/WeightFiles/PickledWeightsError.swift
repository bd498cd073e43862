/// Why a file in PyTorch's old format was refused.
package struct PickledWeightsError: Error, Equatable {
    /// What was met that a file of weights does not have.
    package enum Problem: Equatable, Sendable {
        /// The system could not read the file.
        case unreadable(String)
        /// The file does not begin as `torch.save` began files before PyTorch 1.6.
        case otherFormat
        /// The file ends within what is being read.
        case truncated
        /// A pickle opcode that a file of weights does not need.
        case opcode(UInt8)
        /// A Python name that a file of weights does not need; nothing of that name is ever run.
        case global(String)
        /// More of something than a file of weights has.
        case limit(String)
        /// What stands here does not fit what is before it.
        case malformed(String)
    }

    /// The file's name, as given by the caller.
    package let file: String
    /// Where in the file reading stopped, in bytes.
    package let offset: Int
    package let problem: Problem
}

extension PickledWeightsError: CustomStringConvertible {
    package var description: String { "\(file), byte \(offset): \(reason)" }

    private var reason: String {
        switch problem {
        case .unreadable(let message): message
        case .otherFormat: "not a file of weights in PyTorch's old format"
        case .truncated: "the file ends too early"
        case .opcode(let code): "pickle opcode 0x\(String(code, radix: 16)) is not accepted"
        case .global(let name): "the Python name '\(name)' is not accepted"
        case .limit(let message): message
        case .malformed(let message): message
        }
    }
}
