import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// Bodies as JSON, in and out.
enum JSONAnswer {
    /// The largest JSON body, in bytes.
    static let largestBody = 1 << 20

    /// The answer with a value.
    static func make(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        return Response(
            status: status,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(value)))
        )
    }

    /// The answer that has nothing more to say.
    static func empty(status: HTTPResponse.Status = .accepted) throws -> Response {
        try make([String: String](), status: status)
    }

    /// The value that a body holds; no body at all is an empty object.
    static func read<Value: Decodable>(_ type: Value.Type, from request: Request) async throws -> Value {
        let bytes = try await request.bytes(upTo: largestBody)
        do {
            return try JSONDecoder().decode(type, from: Data(bytes.isEmpty ? Array("{}".utf8) : bytes))
        } catch let error as DecodingError {
            throw ConsoleError.badRequest("The request's JSON is not what is asked for: \(error.place).")
        }
    }
}

extension Request {
    /// All of the body; a `ConsoleError` for one that is too large.
    func bytes(upTo limit: Int) async throws -> [UInt8] {
        let tooLarge = ConsoleError(
            .contentTooLarge,
            "too-large",
            "At most \(limit / 1_048_576) MiB can be sent at once."
        )
        let length = headers[.contentLength].flatMap { Int($0) } ?? 0
        guard length <= limit else { throw tooLarge }
        do {
            return Array(try await body.collect(upTo: limit).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw tooLarge
        }
    }

    /// A query's parameter, decoded as forms and browsers encode it, with plus signs for spaces; an empty one is none.
    func query(_ name: String) -> String? {
        for part in (uri.query ?? "").split(separator: "&") {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0] == name else { continue }
            let spaced = pair[1].replacing("+", with: " ")
            return spaced.removingPercentEncoding ?? String(spaced)
        }
        return nil
    }

    /// A query's number.
    func query(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        guard let text = query(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw ConsoleError.badRequest(
                "\(name) is a number from \(range.lowerBound) to \(range.upperBound).",
                value: text
            )
        }
        return number
    }

    /// A query's word of a few.
    func query<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String,
        as type: Choice.Type
    ) throws -> Choice? {
        try query(name).map { try Choice(word: $0, of: name) }
    }
}

extension RawRepresentable<String> where Self: CaseIterable {
    /// The choice that a word means; a `ConsoleError` for a word that is none of the few.
    init(word: String, of name: String) throws {
        guard let choice = Self(rawValue: word) else {
            let choices = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw ConsoleError.badRequest("\(name) is one of \(choices).", value: word)
        }
        self = choice
    }
}

extension DecodingError {
    /// What is wrong, and where, without the types of the program.
    fileprivate var place: String {
        switch self {
        case .keyNotFound(let key, _): "\(key.stringValue) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            context.codingPath.isEmpty
                ? "it is no object"
                : "\(context.codingPath.map(\.stringValue).joined(separator: ".")) is of another kind"
        @unknown default: "it cannot be read"
        }
    }
}
