import AWSSignatureV4
import HTTPTypes
import HummingbirdCore
import NIOCore
import ObjectStorage

/// One request, taken apart.
struct S3Call: Sendable {
    let request: Request
    let head: RequestHead
    /// With those that a presigned URL carries in its query.
    let headers: HTTPFields
    let address: S3Address
    let id: String
    let progress: BodyProgress
    /// Tells the client to go on and send the body.
    let proceed: @Sendable () async throws -> Void

    /// Throws `S3Error` for a path that names nothing.
    init(
        _ request: Request,
        id: String,
        domains: [String],
        proceed: @escaping @Sendable () async throws -> Void
    ) throws(S3Error) {
        self.request = request
        self.id = id
        progress = BodyProgress()
        let target = request.head.path ?? ""
        // By bytes: what looks like one character may begin with a question mark.
        let path = Substring(target.utf8.prefix { $0 != UInt8(ascii: "?") })
        let query = Substring(target.utf8.dropFirst(path.utf8.count).dropFirst())
        let host = request.head.authority
        var head = RequestHead(
            method: request.method.rawValue,
            path: String(path),
            query: String(query),
            headers: host.map { [RequestHead.Header("host", $0)] } ?? []
        )
        headers = PresignedHeaders.merged(request.headers, head)
        head.headers += headers.map { RequestHead.Header($0.name.canonicalName, $0.value) }
        self.head = head
        address = try S3Address(path: head.path, host: host, domains: domains)
        let expectsContinue = request.headers[.expect]?.lowercased() == "100-continue"
        self.proceed = if expectsContinue { proceed } else { { @Sendable in } }
    }

    /// Whether the query has an item of this name, with or without a value.
    func has(_ name: String) -> Bool { head.queryItems.contains { $0.name == name } }

    /// The value of a query's item; nil for none.
    func query(_ name: String) -> String? { head.queryItems.first { $0.name == name }?.value }

    /// A number in the query; anything that is none, or outside of `range`, is refused.
    func number(_ name: String, in range: ClosedRange<Int>, or usual: Int) throws(S3Error) -> Int {
        guard let text = query(name), !text.isEmpty else { return usual }
        guard let number = Int(text), range.contains(number) else {
            throw .invalidArgument(name, text, "Provided \(name) not an integer or within integer range")
        }
        return number
    }

    /// The request's object; its bucket and key are there by the choice of the operation.
    func location() throws(S3Error) -> ObjectLocation {
        guard let key = address.key else { throw .invalidURI }
        let count = key.utf8.count
        guard count <= ObjectStore.longestKey else { throw S3Error(.keyTooLong(bytes: count)) }
        return ObjectLocation(bucket: try bucket(), key: key)
    }

    /// The request's bucket, there by the choice of the operation.
    func bucket() throws(S3Error) -> String {
        guard let bucket = address.bucket else { throw .invalidURI }
        return bucket
    }

    /// The content that the request carries.
    func body(from sender: Authenticator.Sender) throws(S3Error) -> ReceivedBody {
        let decoder: AWSChunkedDecoder?
        switch sender.payload {
        case .digest, .unsigned:
            decoder = nil
        case .unsignedChunks:
            decoder = AWSChunkedDecoder(signatures: nil, expectsTrailer: true)
        case .signedChunks(let trailer):
            decoder = AWSChunkedDecoder(signatures: sender.chunks, expectsTrailer: trailer)
        }
        let lengthName: HTTPField.Name = decoder == nil ? .contentLength : .decodedLength
        let length = headers[lengthName]
        if let length, Int64(length).map({ $0 < 0 }) ?? true {
            throw .invalidArgument("Content-Length", length, "The length must be a number")
        }
        guard decoder != nil || length != nil || headers[.transferEncoding] == nil else {
            throw .missingLength
        }
        return ReceivedBody(
            body: request.body,
            decoder: decoder,
            length: length.flatMap { Int64($0) } ?? (decoder == nil ? 0 : nil),
            progress: progress,
            proceed: proceed
        )
    }

    /// Whether the connection must end with the answer, since the body is still to come and is not wanted.
    var leavesBodyUnread: Bool {
        guard !progress.hasEnded else { return false }
        if headers[.expect] != nil && !progress.hasBegun { return true }
        // Little is sooner read than a new connection made.
        let length = headers[.contentLength].flatMap { Int64($0) } ?? 0
        return headers[.transferEncoding] != nil || length > 64 << 10
    }
}
