package import Foundation

extension Safetensors {
    /// How float32 tensors are written.
    package enum Floats: Sendable {
        case single
        /// Rounded to the nearest float16: half the bytes, three significant digits. Values beyond 65,504 are an error.
        case half
    }

    /// The file's content, byte for byte as Hugging Face's own writer makes it: wider elements first, then by
    /// name; the header ends with spaces at a multiple of 8.
    ///
    /// Metadata is in the order of its keys. `file` is the file's name, for errors.
    package func serialized(
        file: String,
        floats: Floats = .single
    ) throws(SafetensorsError) -> Data {
        var parts: [(name: String, element: SafetensorsHeader.Element, tensor: Tensor)] = []
        for (name, tensor) in tensors {
            guard name != Self.metadataKey else {
                throw .tensor(file: file, name: name, message: "the format keeps this name for texts")
            }
            parts.append((name, try Self.element(of: tensor, floats, name: name, file: file), tensor))
        }
        parts.sort { first, second in
            first.element.byteCount == second.element.byteCount
                ? first.name.utf8.lexicographicallyPrecedes(second.name.utf8)
                : first.element.byteCount > second.element.byteCount
        }
        do {
            var fields = metadata.isEmpty ? [] : [try Self.metadataField(metadata)]
            var body = Data()
            for (name, element, tensor) in parts {
                let start = body.count
                if element == .float16 {
                    body += try Self.halves(tensor, name: name, file: file)
                } else {
                    try tensor.withBytes { body.append(contentsOf: $0) }
                }
                let shape = tensor.shape.map(String.init).joined(separator: ",")
                fields.append(
                    "\(try Self.quoted(name)):{\"dtype\":\"\(element.rawValue)\",\"shape\":[\(shape)],"
                        + "\"data_offsets\":[\(start),\(body.count)]}"
                )
            }
            var header = Data("{\(fields.joined(separator: ","))}".utf8)
            header.append(contentsOf: [UInt8](repeating: UInt8(ascii: " "), count: -header.count & 7))
            let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Data($0) }
            return length + header + body
        } catch let error as SafetensorsError {
            throw error
        } catch let error as TorchError {
            throw .torch(file: file, error: error)
        } catch {
            throw .header(file: file, message: "\(error)")
        }
    }

    /// Writes a file that is, at every moment, absent, the old one or the new one as a whole: it is written
    /// beside its place, brought to the disk and moved there.
    package func write(to url: URL, floats: Floats = .single) throws(SafetensorsError) {
        let data = try serialized(file: url.path, floats: floats)
        let name = ".\(url.lastPathComponent).\(UUID().uuidString).part"
        let temporary = url.deletingLastPathComponent().appendingPathComponent(name)
        do {
            try data.write(to: temporary, options: .withoutOverwriting)
            let written = try FileHandle(forWritingTo: temporary)
            try written.synchronize()
            try written.close()
            guard rename(temporary.path, url.path) == 0 else {
                throw SafetensorsError.system(file: url.path, message: String(cString: strerror(errno)))
            }
        } catch {
            // Nothing more can be done about a file that cannot even be removed; the first error is the one
            // to tell.
            try? FileManager.default.removeItem(at: temporary)
            if let error = error as? SafetensorsError { throw error }
            throw .system(file: url.path, message: error.localizedDescription)
        }
    }

    private static func element(
        of tensor: Tensor,
        _ floats: Floats,
        name: String,
        file: String
    ) throws(SafetensorsError) -> SafetensorsHeader.Element {
        switch tensor.elementType {
        case .float32: return floats == .half ? .float16 : .float32
        case .int64: return .int64
        case .uint8, .bool:
            let message = "elements of type \(tensor.elementType) are not written"
            throw .tensor(file: file, name: name, message: message)
        }
    }

    /// A float32 tensor's values as little-endian float16.
    private static func halves(_ tensor: Tensor, name: String, file: String) throws -> Data {
        var data = Data()
        for value in try tensor.floats() {
            let half = Float16(value)
            guard half.isFinite || !value.isFinite else {
                throw SafetensorsError.tensor(
                    file: file,
                    name: name,
                    message: "\(value) is too large for float16"
                )
            }
            withUnsafeBytes(of: half.bitPattern.littleEndian) { data.append(contentsOf: $0) }
        }
        return data
    }

    private static func metadataField(_ metadata: [String: String]) throws -> String {
        let pairs = try metadata.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { "\(try quoted($0.key)):\(try quoted($0.value))" }
        return "\"\(metadataKey)\":{\(pairs.joined(separator: ","))}"
    }

    /// A text as JSON writes it.
    private static func quoted(_ text: String) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return String(decoding: try encoder.encode(text), as: UTF8.self)
    }
}
