import HTTPTypes
import HummingbirdCore
import NIOCore
import ObjectStorage

extension S3Door {
    func getObject(_ call: S3Call) async throws -> Response {
        let object = try await store.open(call.location())
        let selection = try Selection(call, object.info, object.parts)
        guard !selection.isUnchanged else { return selection.notModified }
        let body = object.body(selection.range)
        return Response(
            status: selection.status,
            headers: selection.headers,
            body: ResponseBody(contentLength: Int(body.length)) { writer in
                for try await buffer in body { try await writer.write(buffer) }
                try await writer.finish(nil)
            }
        )
    }

    func headObject(_ call: S3Call) async throws -> Response {
        let location = try call.location()
        let selection: Selection
        if call.has("partNumber") {
            let object = try await store.open(location)
            selection = try Selection(call, object.info, object.parts)
        } else {
            selection = try Selection(call, try await store.info(location), [])
        }
        guard !selection.isUnchanged else { return selection.notModified }
        var headers = selection.headers
        headers[.contentLength] = "\(selection.length)"
        return Response(status: selection.status, headers: headers)
    }
}

/// What of an object a read is about, and what is said of it.
private struct Selection {
    /// Answer headers that a reader may ask for in the query.
    private static let overrides: [(query: String, header: HTTPField.Name)] = [
        ("response-cache-control", .cacheControl),
        ("response-content-disposition", .contentDisposition),
        ("response-content-encoding", .contentEncoding),
        ("response-content-language", .contentLanguage),
        ("response-content-type", .contentType),
        ("response-expires", .expires),
    ]

    let isUnchanged: Bool
    /// Nil for the whole object.
    let range: Range<Int64>?
    private(set) var headers: HTTPFields
    private let size: Int64

    /// Throws `S3Error` for conditions that do not hold and ranges that are not there.
    init(_ call: S3Call, _ info: ObjectInfo, _ parts: [ObjectPart]) throws(S3Error) {
        size = info.size
        switch Preconditions(call.headers).check(info) {
        case .failed(let condition): throw .preconditionFailed(condition)
        case .notModified: isUnchanged = true
        case .proceed: isUnchanged = false
        }
        range = isUnchanged ? nil : try Self.range(call, info, parts)
        // A checksum of the whole does not fit a range; and botocore takes an answer with one for content to be checked.
        let tellsChecksum =
            call.headers[.checksumMode]?.uppercased() == "ENABLED" && range == nil && !isUnchanged
        headers = ObjectHeaders.headers(info, tellsChecksum: tellsChecksum)
        if let range {
            headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
        }
        if call.has("partNumber"), parts.count > 1 { headers[.partsCount] = "\(parts.count)" }
        for (query, header) in Self.overrides {
            if let value = call.query(query) { headers[header] = value }
        }
    }

    var status: HTTPResponse.Status { range == nil ? .ok : .partialContent }
    /// Of what is read, in bytes.
    var length: Int64 { range.map { $0.upperBound - $0.lowerBound } ?? size }

    /// The answer to a reader who has the object already.
    var notModified: Response { Response(status: .notModified, headers: headers) }

    private static func range(
        _ call: S3Call,
        _ info: ObjectInfo,
        _ parts: [ObjectPart]
    ) throws(S3Error) -> Range<Int64>? {
        if call.has("partNumber") { return try part(call, info, parts) }
        guard let text = call.headers[.range], let wanted = ByteRange(text) else { return nil }
        if let tag = call.headers[.ifRange], EntityTags.unquoted(tag) != info.etag,
            tag != UTCTime(info.lastModified).http
        {
            return nil
        }
        guard let range = wanted.resolve(size: info.size) else { throw .invalidRange(text, size: info.size) }
        return range
    }

    /// The bytes of a part; nil for an object that is one part of no bytes.
    private static func part(
        _ call: S3Call,
        _ info: ObjectInfo,
        _ parts: [ObjectPart]
    ) throws(S3Error) -> Range<Int64>? {
        let number = try call.number("partNumber", in: ObjectStore.partNumbers, or: 0)
        guard let place = parts.firstIndex(where: { $0.number == number }) else {
            throw S3Error(
                "InvalidPartNumber",
                .rangeNotSatisfiable,
                "The requested partnumber is not satisfiable",
                [
                    S3Error.Detail(name: "PartNumberRequested", value: "\(number)"),
                    S3Error.Detail(name: "ActualPartCount", value: "\(parts.count)"),
                ]
            )
        }
        let start = parts[..<place].reduce(0) { $0 + $1.size }
        let size = parts[place].size
        return size == 0 ? nil : start..<start + size
    }
}
