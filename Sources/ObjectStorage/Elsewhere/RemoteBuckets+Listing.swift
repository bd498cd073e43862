import AWSSignatureV4
import AsyncHTTPClient
import NIOCore
import NIOHTTP1

extension RemoteBuckets {
    /// A page has a thousand keys of a kilobyte, three times as long when encoded.
    private static let longestPage = 16 << 20

    /// A bucket elsewhere was made there; the server's settings name it.
    package func ensureBucket(_ name: String, region: String) async throws {}

    /// Asks for one page by S3's ListObjectsV2.
    ///
    /// Throws `listingDenied`, `listingRefused` or `badListing`, which name the bucket and what its endpoint answered,
    /// besides `noSuchBucket` and `unreachable`.
    package func list(_ query: ListingQuery) async throws -> ListingPage {
        let request = RequestHead(
            method: HTTPMethod.GET.rawValue,
            path: try bucket(query.bucket).path(toBucket: query.bucket),
            query: Self.parameters(of: query),
            headers: []
        )
        return try await attempt(in: query.bucket) {
            let response = try await execute(request, inBucket: query.bucket)
            guard response.status == .ok else {
                throw try await RemoteAnswer.listingFailure(response, in: query.bucket)
            }
            return try RemoteListing.page(of: try await document(of: response, in: query.bucket), query)
        }
    }

    private func document(of response: HTTPClientResponse, in bucket: String) async throws -> [UInt8] {
        var document: [UInt8] = []
        for try await buffer in response.body {
            document += buffer.readableBytesView
            guard document.count <= Self.longestPage else {
                throw ObjectStorageError.badListing(
                    bucket: bucket,
                    problem: "a page of more than \(Self.longestPage) bytes"
                )
            }
        }
        return document
    }

    /// The query's text; keys are asked for in percent-encoding, for XML cannot hold every one.
    static func parameters(of query: ListingQuery) -> String {
        var parameters = [("list-type", "2"), ("encoding-type", "url"), ("max-keys", "\(query.limit)")]
        if !query.prefix.isEmpty { parameters.append(("prefix", query.prefix)) }
        if let delimiter = query.delimiter { parameters.append(("delimiter", delimiter)) }
        if let token = query.token {
            parameters.append(("continuation-token", token))
        } else if let after = query.after {
            parameters.append(("start-after", after))
        }
        return parameters.map { "\($0)=\(KeyEncoding.encodeForQuery($1))" }.joined(separator: "&")
    }
}
