import AWSSignatureV4
import Foundation

/// The requests that Amazon's documentation signs, and what comes of it ("Signature calculations for the authorization header"
/// and the pages on query parameters and chunked uploads of the Amazon S3 API reference).
enum PublishedExamples {
    static let credential = Credential(
        accessKeyID: "AKIAIOSFODNN7EXAMPLE",
        secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    )
    static let dateText = "20130524T000000Z"
    static let date = Date(timeIntervalSince1970: 1_369_353_600)
    static let emptyDigest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    /// A request and the signature that Amazon publishes for it.
    struct Example: Sendable {
        var request: RequestHead
        let payload: Payload
        let signature: String

        init(
            _ method: String,
            _ path: String,
            query: String = "",
            host: String = "examplebucket.s3.amazonaws.com",
            headers: [RequestHead.Header] = [],
            payload: Payload,
            signature: String
        ) {
            request = RequestHead(
                method: method,
                path: path,
                query: query,
                headers: [RequestHead.Header("Host", host)] + headers
            )
            self.payload = payload
            self.signature = signature
        }

        /// The request as a client sends it: with its date, its payload's digest and the signature.
        var signed: RequestHead {
            var request = request
            request.headers += [
                RequestHead.Header("x-amz-date", dateText),
                RequestHead.Header("x-amz-content-sha256", payload.text),
            ]
            let names = request.headers.map { $0.name.lowercased() }.sorted().joined(separator: ";")
            let scope = "\(credential.accessKeyID)/20130524/us-east-1/s3/aws4_request"
            request.headers.append(
                RequestHead.Header(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=\(scope),SignedHeaders=\(names),Signature=\(signature)"
                )
            )
            return request
        }
    }

    static let empty = Payload(of: Data())

    static let headers: [Example] = [
        Example(
            "GET",
            "/test.txt",
            headers: [RequestHead.Header("Range", "bytes=0-9")],
            payload: empty,
            signature: "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
        ),
        Example(
            "PUT",
            "/test$file.text",
            headers: [
                RequestHead.Header("Date", "Fri, 24 May 2013 00:00:00 GMT"),
                RequestHead.Header("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            ],
            payload: Payload(of: Data("Welcome to Amazon S3.".utf8)),
            signature: "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
        ),
        Example(
            "GET",
            "/",
            query: "lifecycle",
            payload: empty,
            signature: "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"
        ),
        Example(
            "GET",
            "/",
            query: "prefix=J&max-keys=2",
            payload: empty,
            signature: "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
        ),
    ]

    static let presignedQuery =
        "X-Amz-Algorithm=AWS4-HMAC-SHA256"
        + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
        + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
        + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"

    static let chunked = Example(
        "PUT",
        "/examplebucket/chunkObject.txt",
        host: "s3.amazonaws.com",
        headers: [
            RequestHead.Header("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            RequestHead.Header("Content-Encoding", "aws-chunked"),
            RequestHead.Header("x-amz-decoded-content-length", "66560"),
            RequestHead.Header("Content-Length", "66824"),
        ],
        payload: .signedChunks(trailer: false),
        signature: "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"
    )
    static let chunks = [Data(repeating: 0x61, count: 65_536), Data(repeating: 0x61, count: 1024), Data()]
    static let chunkSignatures = [
        "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
        "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
        "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
    ]

    static let trailing = Example(
        "PUT",
        "/examplebucket/chunkObject.txt",
        host: "s3.amazonaws.com",
        headers: [
            RequestHead.Header("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            RequestHead.Header("Content-Encoding", "aws-chunked"),
            RequestHead.Header("x-amz-decoded-content-length", "66560"),
            RequestHead.Header("x-amz-trailer", "x-amz-checksum-crc32c"),
        ],
        payload: .signedChunks(trailer: true),
        signature: "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e"
    )
    static let trailingSignatures = [
        "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
        "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
        "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
    ]
    static let trailer = "x-amz-checksum-crc32c:sOO8/Q==\n"
    static let trailerSignature = "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435"
}
