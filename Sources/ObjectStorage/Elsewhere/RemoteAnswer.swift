import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// What the answers of an S3 endpoint mean.
enum RemoteAnswer {
    /// The most bytes of an error's document that are looked at.
    private static let longestDocument = 64 << 10
    /// Errors of a server that is busy or starting.
    private static let passing = [429, 500, 502, 503, 504]

    /// An object as the headers of a read tell it.
    static func info(_ location: ObjectLocation, _ headers: HTTPHeaders) throws -> ObjectInfo {
        guard let size = headers.first(name: "content-length").flatMap({ Int64($0) }),
            let etag = headers.first(name: "etag"),
            let modified = headers.first(name: "last-modified").flatMap(UTCTime.date(http:))
        else {
            throw ObjectStorageError.refused(
                location,
                status: 200,
                code: "without Content-Length, ETag or date"
            )
        }
        var attributes = ObjectAttributes(contentType: headers.first(name: "content-type"))
        attributes.cacheControl = headers.first(name: "cache-control")
        attributes.contentDisposition = headers.first(name: "content-disposition")
        attributes.contentEncoding = headers.first(name: "content-encoding")
        attributes.contentLanguage = headers.first(name: "content-language")
        attributes.expires = headers.first(name: "expires")
        let mark = "x-amz-meta-"
        for (name, value) in headers where name.lowercased().hasPrefix(mark) {
            attributes.metadata[String(name.lowercased().dropFirst(mark.count))] = value
        }
        return ObjectInfo(
            location: location,
            size: size,
            etag: unquoted(etag),
            lastModified: modified,
            storageClass: headers.first(name: "x-amz-storage-class") ?? StorageClass.standard,
            attributes: attributes
        )
    }

    /// An object that has just been written; the answer tells its ETag.
    static func written(
        _ location: ObjectLocation,
        _ size: Int64,
        _ contentType: String?,
        _ headers: HTTPHeaders,
        _ sent: Date
    ) -> ObjectInfo {
        ObjectInfo(
            location: location,
            size: size,
            etag: unquoted(headers.first(name: "etag") ?? ""),
            lastModified: headers.first(name: "date").flatMap(UTCTime.date(http:)) ?? sent,
            attributes: ObjectAttributes(contentType: contentType)
        )
    }

    /// The error that an answer other than 200 stands for.
    static func failure(
        _ response: HTTPClientResponse,
        at location: ObjectLocation
    ) async throws -> ObjectStorageError {
        let status = Int(response.status.code)
        let code = try await code(of: response)
        switch (status, code) {
        case (404, "NoSuchBucket"): return .noSuchBucket(location.bucket)
        case (404, _): return .noSuchKey(location)
        case (401, _), (403, _): return .accessDenied(location)
        default: return .refused(location, status: status, code: code ?? response.status.reasonPhrase)
        }
    }

    /// The error that an answer other than 200 to a listing stands for.
    static func listingFailure(
        _ response: HTTPClientResponse,
        in bucket: String
    ) async throws -> ObjectStorageError {
        let status = Int(response.status.code)
        let code = try await code(of: response) ?? response.status.reasonPhrase
        switch (status, code) {
        case (404, "NoSuchBucket"): return .noSuchBucket(bucket)
        case (401, _), (403, _): return .listingDenied(bucket: bucket, status: status, code: code)
        default: return .listingRefused(bucket: bucket, status: status, code: code)
        }
    }

    /// Whether the same request may succeed a little later.
    static func mayPass(_ error: any Error) -> Bool {
        switch error {
        case is CancellationError: false
        case ObjectStorageError.refused(_, let status, _): passing.contains(status)
        case ObjectStorageError.listingRefused(_, let status, _): passing.contains(status)
        case is ObjectStorageError: false
        default: true
        }
    }

    /// Why there was no answer, for people.
    static func reason(_ error: any Error) -> String {
        switch error {
        case let error as IOError:
            return String(cString: strerror(error.errnoCode))
        case let error as HTTPClientError:
            return error.shortDescription
        case let error as NIOConnectionError:
            guard let failure = error.connectionErrors.first else {
                return "nobody knows the name \(error.host)"
            }
            return reason(failure.error)
        default:
            return String(describing: error)
        }
    }

    /// The endpoint's own word for an error; nil where its document has none.
    private static func code(of response: HTTPClientResponse) async throws -> String? {
        var document: [UInt8] = []
        for try await buffer in response.body {
            document += buffer.readableBytesView
            if document.count > longestDocument { break }
        }
        return code(in: String(decoding: document, as: UTF8.self))
    }

    private static func code(in document: String) -> String? {
        guard let start = document.range(of: "<Code>"),
            let end = document.range(of: "</Code>", range: start.upperBound..<document.endIndex)
        else { return nil }
        return String(document[start.upperBound..<end.lowerBound])
    }

    /// An ETag without the quotes that HTTP puts around it.
    static func unquoted(_ etag: String) -> String {
        etag.trimmingCharacters(in: CharacterSet(charactersIn: "\""))
    }
}
