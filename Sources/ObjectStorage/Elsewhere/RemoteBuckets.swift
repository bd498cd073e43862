import AWSSignatureV4
package import AsyncHTTPClient
package import Foundation
import NIOCore
import NIOHTTP1
package import NIOPosix

/// Buckets at endpoints elsewhere, each with its own settings.
///
/// A request that fails for a reason that may pass is made three times in all.
package struct RemoteBuckets: ObjectSource {
    private static let tries = 3
    private static let timeout = TimeAmount.minutes(60)

    private let buckets: [String: RemoteBucket]
    private let client: HTTPClient
    private let threads: NIOThreadPool
    private let now: @Sendable () -> Date
    private let pause: @Sendable (Duration) async throws -> Void

    /// - Parameters:
    ///   - buckets: the settings, by the bucket's name.
    ///   - client: as `makeClient` makes it.
    ///   - threads: where files are written and read.
    ///   - now: the clock of signatures.
    ///   - pause: waits before another try.
    package init(
        _ buckets: [String: RemoteBucket],
        client: HTTPClient,
        threads: NIOThreadPool = .singleton,
        now: @escaping @Sendable () -> Date = { Date() },
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.buckets = buckets
        self.client = client
        self.threads = threads
        self.now = now
        self.pause = pause
    }

    /// A client that says at once when nobody listens, since requests are repeated here; its taker shuts it down.
    package static func makeClient() -> HTTPClient {
        var configuration = HTTPClient.Configuration.singletonConfiguration
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Whether a bucket is one of these.
    package func serves(_ bucket: String) -> Bool { buckets[bucket] != nil }

    /// Asks for an object's headers.
    package func info(_ location: ObjectLocation) async throws -> ObjectInfo {
        try await attempt(in: location.bucket) {
            try RemoteAnswer.info(location, try await send(.HEAD, location).headers)
        }
    }

    /// Reads an object into memory.
    package func bytes(_ location: ObjectLocation, limit: Int) async throws -> [UInt8] {
        try await attempt(in: location.bucket) {
            let response = try await send(.GET, location)
            var bytes: [UInt8] = []
            for try await buffer in response.body {
                bytes += buffer.readableBytesView
                guard bytes.count <= limit else {
                    throw ObjectStorageError.tooLarge(size: Int64(bytes.count), limit: Int64(limit))
                }
            }
            return bytes
        }
    }

    /// Streams an object into a file.
    package func download(_ location: ObjectLocation, to file: URL) async throws -> ObjectInfo {
        try await attempt(in: location.bucket) {
            let response = try await send(.GET, location)
            let info = try RemoteAnswer.info(location, response.headers)
            try await FileDownload(to: file, name: RandomName.system(), threads: threads)
                .write(response.body)
            return info
        }
    }

    /// Writes an object from memory.
    package func put(
        _ bytes: [UInt8],
        at location: ObjectLocation,
        contentType: String?
    ) async throws -> ObjectInfo {
        let payload = Payload(of: Data(bytes))
        return try await attempt(in: location.bucket) {
            let body = HTTPClientRequest.Body.bytes(ByteBuffer(bytes: bytes))
            let sent = now()
            let response = try await send(.PUT, location, contentType, payload, body)
            return RemoteAnswer.written(location, Int64(bytes.count), contentType, response.headers, sent)
        }
    }

    /// Streams a file into an object.
    package func upload(
        _ file: URL,
        to location: ObjectLocation,
        contentType: String?
    ) async throws -> ObjectInfo {
        let digest = try await digest(of: FileBody.open(file, threads: threads))
        return try await attempt(in: location.bucket) {
            let content = try await FileBody.open(file, threads: threads)
            let body = HTTPClientRequest.Body.stream(content, length: .known(content.size))
            let sent = now()
            let response = try await send(.PUT, location, contentType, .digest(digest), body)
            return RemoteAnswer.written(location, content.size, contentType, response.headers, sent)
        }
    }

    /// The SHA-256 that a signature names; read apart, so that a large file need not fit into memory.
    private func digest(of file: FileBody) async throws -> String {
        var digest = ContentDigest([], hashesPayload: true)
        for try await buffer in file {
            digest = try await threads.runIfActive { [digest] in
                var digest = digest
                buffer.withUnsafeReadableBytes { digest.update($0) }
                return digest
            }
        }
        return digest.summary.payloadDigest ?? ""
    }

    /// Makes one signed request for an object; an answer that is an error is thrown.
    private func send(
        _ method: HTTPMethod,
        _ location: ObjectLocation,
        _ contentType: String? = nil,
        _ payload: Payload = Payload(of: Data()),
        _ body: HTTPClientRequest.Body? = nil
    ) async throws -> HTTPClientResponse {
        let path = try bucket(location.bucket).path(to: location)
        var head = RequestHead(method: method.rawValue, path: path, headers: [])
        if let contentType { head.headers.append(RequestHead.Header("content-type", contentType)) }
        let response = try await execute(head, payload, body, inBucket: location.bucket)
        guard (200..<300).contains(response.status.code) else {
            throw try await RemoteAnswer.failure(response, at: location)
        }
        return response
    }

    /// The settings of a bucket.
    func bucket(_ name: String) throws(ObjectStorageError) -> RemoteBucket {
        guard let bucket = buckets[name] else { throw .noSuchBucket(name) }
        return bucket
    }

    /// Gives a request its `host` and signature, and makes it; the answer may be an error.
    func execute(
        _ unsigned: RequestHead,
        _ payload: Payload = Payload(of: Data()),
        _ body: HTTPClientRequest.Body? = nil,
        inBucket name: String
    ) async throws -> HTTPClientResponse {
        let bucket = try bucket(name)
        let host = bucket.host(for: name)
        var head = unsigned
        head.headers.insert(RequestHead.Header("host", host), at: 0)
        if let credential = bucket.credential {
            let signer = RequestSigner(credential, region: bucket.region, service: "s3")
            head.headers += signer.headers(for: head, payload: payload, date: now())
        }
        let target = head.path + (head.query.isEmpty ? "" : "?\(head.query)")
        var request = HTTPClientRequest(url: "\(bucket.endpoint.scheme ?? "https")://\(host)\(target)")
        request.method = HTTPMethod(rawValue: head.method)
        request.body = body
        for header in head.headers { request.headers.add(name: header.name, value: header.value) }
        return try await client.execute(request, timeout: Self.timeout)
    }

    /// Repeats what may go better the next time.
    func attempt<Value>(in bucket: String, _ work: () async throws -> Value) async throws -> Value {
        for count in 1..<Self.tries {
            do {
                return try await work()
            } catch let error where RemoteAnswer.mayPass(error) {
                try await pause(.milliseconds(200 << count))
            }
        }
        do {
            return try await work()
        } catch let error where RemoteAnswer.mayPass(error) {
            let endpoint = buckets[bucket]?.endpoint.absoluteString ?? bucket
            throw ObjectStorageError.unreachable(endpoint: endpoint, reason: RemoteAnswer.reason(error))
        }
    }
}
