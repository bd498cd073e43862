import FoundationEssentials
import JSONText

/// The JSON texts of the wire: objects in, objects out.
enum JSONDocument {
    /// The deepest request of the service model has 7 levels, the largest that makes sense some 400 values (200 tags).
    static let limits = JSONReader.Limits(depth: 32, values: 20_000)

    /// Reads a request's body; nothing at all stands for no arguments.
    static func members(of body: [UInt8]) throws(RekognitionError) -> Members {
        if body.isEmpty { return Members([:]) }
        let value: JSONValue
        do {
            value = JSONValue(try JSONReader.value(in: body, range: body.indices, limits: limits))
        } catch {
            throw .serialization(
                "The request's body is not valid JSON: \(error.reason), at byte \(error.offset)"
            )
        }
        guard case .object(let members) = value else {
            throw .serialization("\(value.kind) found where the start of an object was expected")
        }
        return Members(members)
    }

    /// Writes an answer's body.
    static func data(of answer: some Encodable) throws -> Data {
        if let answer = answer as? any JSONWritten { return answer.json }
        let encoder = JSONEncoder()
        // Sorted, so that equal answers are equal bytes; ARNs are full of slashes.
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(answer)
    }
}

/// An answer that is written without Foundation's encoder: that takes half a millisecond for fifty detections, of the few
/// that a request costs.
///
/// It writes what the encoder would.
protocol JSONWritten: Encodable {
    func write(to writer: inout JSONWriter)
}

extension JSONWritten {
    var json: Data {
        var writer = JSONWriter()
        write(to: &writer)
        return Data(writer.bytes)
    }
}
