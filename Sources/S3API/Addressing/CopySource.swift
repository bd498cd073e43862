import HTTPTypes
import ObjectStorage

/// The object that a copy is made from, as a header names it: `bucket/key`, percent-encoded.
struct CopySource: Sendable {
    let location: ObjectLocation

    init(_ headers: HTTPFields) throws(S3Error) {
        let text = headers[.copySource] ?? ""
        let slash = UInt8(ascii: "/")
        var path = text.utf8.prefix { $0 != UInt8(ascii: "?") }
        let query = Substring(text.utf8.dropFirst(path.count).dropFirst())
        if path.first == slash { path = path.dropFirst() }
        let name = path.prefix { $0 != slash }
        let rest = path.dropFirst(name.count).dropFirst()
        guard let bucket = PercentCoding.decode(name), let key = PercentCoding.decode(rest),
            !bucket.isEmpty, !key.isEmpty
        else {
            throw .invalidArgument(
                "x-amz-copy-source",
                text,
                "Copy Source must mention the source bucket and key: sourcebucket/sourcekey"
            )
        }
        guard ["", "versionId=null"].contains(query) else { throw .noSuchVersion }
        location = ObjectLocation(bucket: bucket, key: key)
    }
}
