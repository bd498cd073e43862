/// What a request is about: everything, a bucket or an object.
///
/// Keys are taken from the path as it came: `a//b`, `..` and a slash at the end are parts of a key.
struct S3Address: Hashable, Sendable {
    let bucket: String?
    /// Nil where the request is about the bucket.
    let key: String?
    /// The bucket where the host names it.
    let hostBucket: String?

    /// - Parameters:
    ///   - path: percent-encoded, without the query.
    ///   - host: the request's, with or without a port.
    ///   - domains: the hosts that a bucket's name may stand before, as in `bucket.localhost`.
    /// - Throws: the error for a path that names nothing.
    init(path: String, host: String?, domains: [String]) throws(S3Error) {
        let slash = UInt8(ascii: "/")
        guard path.utf8.first == slash else { throw .invalidURI }
        hostBucket = host.flatMap { Self.bucket(in: $0, domains) }
        var rest = path.utf8.dropFirst()
        if let hostBucket {
            bucket = hostBucket
        } else {
            let name = rest.prefix { $0 != slash }
            rest = rest.dropFirst(name.count).dropFirst()
            guard let decoded = PercentCoding.decode(name) else { throw .invalidURI }
            bucket = decoded.isEmpty ? nil : decoded
        }
        guard let decoded = PercentCoding.decode(rest) else { throw .invalidURI }
        key = decoded.isEmpty ? nil : decoded
        // A path like `//key` names no bucket, and yet a key.
        guard bucket != nil || key == nil else { throw .invalidURI }
    }

    private static func bucket(in host: String, _ domains: [String]) -> String? {
        let name = host.prefix { $0 != ":" }.lowercased()
        for domain in domains where name.hasSuffix(".\(domain)") {
            return String(name.dropLast(domain.count + 1))
        }
        return nil
    }
}
