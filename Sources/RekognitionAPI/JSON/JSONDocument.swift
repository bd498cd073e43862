import FoundationEssentials

/// The JSON texts of the wire: objects in, objects out.
enum JSONDocument {
    /// Reads a request's body; nothing at all stands for no arguments.
    static func members(of body: Data) throws(RekognitionError) -> Members {
        if body.isEmpty { return Members([:]) }
        try JSONBounds.check(body)
        let value: JSONValue
        do {
            value = try JSONDecoder().decode(JSONValue.self, from: body)
        } catch {
            throw .serialization("The request's body is not valid JSON")
        }
        guard case .object(let members) = value else {
            throw .serialization("\(value.kind) found where the start of an object was expected")
        }
        return Members(members)
    }

    /// Writes an answer's body.
    static func data(of answer: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        // Sorted, so that equal answers are equal bytes; ARNs are full of slashes.
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(answer)
    }
}
