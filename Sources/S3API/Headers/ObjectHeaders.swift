import HTTPTypes
import ObjectStorage

/// Between an object's attributes and the headers that say them.
enum ObjectHeaders {
    /// The most bytes of user metadata, names and values together.
    static let longestMetadata = 2048
    private static let usualType = "binary/octet-stream"

    /// What a writer's headers say of an object.
    static func attributes(_ headers: HTTPFields) throws(S3Error) -> ObjectAttributes {
        var attributes = ObjectAttributes(contentType: headers[.contentType])
        attributes.cacheControl = headers[.cacheControl]
        attributes.contentDisposition = headers[.contentDisposition]
        attributes.contentLanguage = headers[.contentLanguage]
        attributes.expires = headers[.expires]
        attributes.contentEncoding = headers[.contentEncoding].flatMap(withoutChunking)
        var size = 0
        for field in headers where field.name.canonicalName.hasPrefix(HTTPField.Name.metadataPrefix) {
            let name = String(field.name.canonicalName.dropFirst(HTTPField.Name.metadataPrefix.count))
            // The same name twice stands for one value with both, as in all of HTTP.
            let earlier = attributes.metadata[name].map { "\($0)," } ?? ""
            attributes.metadata[name] = earlier + field.value
            size += name.utf8.count + field.value.utf8.count
        }
        guard size <= longestMetadata else { throw .metadataTooLarge }
        return attributes
    }

    /// The class that a writer names; nil for none.
    static func storageClass(_ headers: HTTPFields) throws(S3Error) -> String? {
        guard let name = headers[.storageClass] else { return nil }
        guard StorageClass.isKnown(name) else {
            throw S3Error(
                "InvalidStorageClass",
                .badRequest,
                "The storage class you specified is not valid",
                [S3Error.Detail(name: "StorageClassRequested", value: name)]
            )
        }
        return name
    }

    /// What a reader is told of an object, but for its length.
    static func headers(_ info: ObjectInfo, tellsChecksum: Bool) -> HTTPFields {
        var headers: HTTPFields = [
            .eTag: "\"\(info.etag)\"",
            .lastModified: UTCTime(info.lastModified).http,
            .acceptRanges: "bytes",
            .contentType: info.contentType ?? usualType,
        ]
        headers[.cacheControl] = info.attributes.cacheControl
        headers[.contentDisposition] = info.attributes.contentDisposition
        headers[.contentEncoding] = info.attributes.contentEncoding
        headers[.contentLanguage] = info.attributes.contentLanguage
        headers[.expires] = info.attributes.expires
        for (name, value) in info.metadata.sorted(by: { $0.key < $1.key }) {
            // Names came in as headers, so they are tokens.
            guard let field = HTTPField.Name(HTTPField.Name.metadataPrefix + name) else { continue }
            headers[field] = value
        }
        if info.storageClass != StorageClass.standard { headers[.storageClass] = info.storageClass }
        if tellsChecksum { add(info.checksum, to: &headers) }
        return headers
    }

    /// Tells a checksum and what it is taken of.
    static func add(_ checksum: Checksum?, to headers: inout HTTPFields) {
        guard let checksum else { return }
        headers[.checksum(checksum.algorithm)] = checksum.value
        headers[.checksumKind] = checksum.kind.rawValue
    }

    private static func withoutChunking(_ encoding: String) -> String? {
        let kept = encoding.split(separator: ",")
            .map { String($0.drop { $0 == " " }) }
            .filter { $0 != "aws-chunked" }
        return kept.isEmpty ? nil : kept.joined(separator: ",")
    }
}
