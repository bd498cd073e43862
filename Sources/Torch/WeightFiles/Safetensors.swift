package import Foundation

/// Named tensors and a map of texts in a file of the safetensors format
/// (https://github.com/huggingface/safetensors#format).
///
/// float32 and int64 are read and written as they are; float16 is read to float32, and written where asked for.
package struct Safetensors {
    static let metadataKey = "__metadata__"

    package var tensors: [String: Tensor]
    /// Texts about the tensors; the format allows no other values.
    package var metadata: [String: String]

    package init(tensors: [String: Tensor], metadata: [String: String] = [:]) {
        self.tensors = tensors
        self.metadata = metadata
    }

    /// Reads a file whose header is checked in full before any tensor is made.
    package static func read(contentsOf url: URL) throws(SafetensorsError) -> Safetensors {
        let data: Data
        do {
            data = try Data(contentsOf: url, options: .mappedIfSafe)
        } catch {
            throw .system(file: url.path, message: error.localizedDescription)
        }
        return try Safetensors(parsing: data, file: url.path)
    }

    /// Reads a file's content; `file` is its name, for errors.
    package init(parsing data: Data, file: String) throws(SafetensorsError) {
        let header = try SafetensorsHeader(parsing: data, name: file)
        metadata = header.metadata
        tensors = [:]
        for (name, entry) in header.entries {
            let start = header.dataStart + entry.bytes.lowerBound
            let bytes = data.dropFirst(start).prefix(entry.bytes.count)
            do throws(TorchError) {
                tensors[name] = try Self.tensor(bytes, entry)
            } catch {
                throw .torch(file: file, error: error)
            }
        }
    }

    private static func tensor(
        _ data: Data,
        _ entry: SafetensorsHeader.Entry
    ) throws(TorchError) -> Tensor {
        // Foundation's `withUnsafeBytes` keeps no error type, so the error leaves as a value.
        let result = data.withUnsafeBytes { bytes in
            Result { () throws(TorchError) in
                switch entry.element {
                case .float32: try Tensor(bytes: bytes, .float32, shape: entry.shape)
                case .int64: try Tensor(bytes: bytes, .int64, shape: entry.shape)
                case .float16: try Tensor(float16(bytes), shape: entry.shape)
                }
            }
        }
        return try result.get()
    }

    private static func float16(_ bytes: UnsafeRawBufferPointer) -> [Float] {
        stride(from: 0, to: bytes.count, by: 2).map { offset in
            let bits = UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
            return Float(Float16(bitPattern: bits))
        }
    }
}
