import AWSSignatureV4
import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore
import ObjectStorage
import S3API
import Synchronization

/// A folder that goes away with its test.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "katmai-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        // Nothing depends on it: the system's temporary folder is cleared anyway.
        try? FileManager.default.removeItem(at: url)
    }
}

/// The one key that the tests sign with.
struct OneKey: AccessKeys {
    static let credential = Credential(accessKeyID: "AKIDEXAMPLE", secret: "of bears")

    func secret(of accessKeyID: String) async -> String? {
        accessKeyID == Self.credential.accessKeyID ? Self.credential.secret : nil
    }
}

/// What came back for a request.
struct Answer {
    let status: Int
    let headers: HTTPFields
    let bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The text of the first element of this name; nil for none.
    func element(_ name: String) -> String? { elements(name).first }

    /// The texts of all elements of this name.
    func elements(_ name: String) -> [String] {
        text.components(separatedBy: "<\(name)>").dropFirst().compactMap {
            $0.components(separatedBy: "</\(name)>").first
        }
    }
}

/// A door with a store in a folder of its own, and a bucket called `bears`.
struct DoorFixture {
    static let date = Date(timeIntervalSince1970: 1_700_000_000)
    static let host = "localhost:8080"

    let folder: TemporaryFolder
    let store: ObjectStore
    let door: S3Door
    /// How often a client was told to go on.
    let proceeds = Counter()

    init(
        checksSignatures: Bool = false,
        now: @escaping @Sendable () -> Date = { DoorFixture.date }
    ) async throws {
        folder = try TemporaryFolder()
        store = try ObjectStore(
            home: folder.url,
            limits: ObjectStore.Limits(largestWrite: 1 << 20, smallestPart: 3),
            now: now
        )
        door = S3Door(
            store: store,
            keys: OneKey(),
            settings: S3Door.Settings(
                region: "us-east-1",
                account: "111122223333",
                checksSignatures: checksSignatures
            ),
            now: now
        )
        _ = try await store.createBucket("bears", region: "eu-west-1")
    }

    /// Sends a request as it is, with the length of its body.
    func send(
        _ method: HTTPRequest.Method,
        _ target: String,
        _ headers: HTTPFields = [:],
        body: [UInt8] = [],
        host: String = DoorFixture.host
    ) async throws -> Answer {
        var headers = headers
        if !body.isEmpty, headers[.contentLength] == nil { headers[.contentLength] = "\(body.count)" }
        let head = HTTPRequest(
            method: method,
            scheme: "http",
            authority: host,
            path: target,
            headerFields: headers
        )
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body)))
        let proceeds = proceeds
        let response = await door.respond(to: request, requestID: "4442587FB7D0A2F9") { proceeds.increase() }
        let collector = Collector()
        try await response.body.write(collector)
        return Answer(status: response.status.code, headers: response.headers, bytes: collector.bytes)
    }

    /// Sends a request with a text.
    func send(
        _ method: HTTPRequest.Method,
        _ target: String,
        _ headers: HTTPFields = [:],
        text: String
    ) async throws -> Answer {
        try await send(method, target, headers, body: Array(text.utf8))
    }

    /// Sends a request signed in its headers.
    func sendSigned(
        _ method: HTTPRequest.Method,
        _ target: String,
        _ headers: HTTPFields = [:],
        body: [UInt8] = [],
        payload: Payload? = nil,
        credential: Credential = OneKey.credential,
        service: String = "s3",
        date: Date = DoorFixture.date
    ) async throws -> Answer {
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        let head = RequestHead(
            method: method.rawValue,
            path: parts[0],
            query: parts.count > 1 ? parts[1] : "",
            headers: [RequestHead.Header("host", Self.host)]
                + headers.map { RequestHead.Header($0.name.canonicalName, $0.value) }
        )
        let payload = payload ?? Payload(of: Data(body))
        var signed = headers
        let signer = RequestSigner(credential, region: "us-east-1", service: service)
        for header in signer.headers(for: head, payload: payload, date: date) {
            if let name = HTTPField.Name(header.name) { signed[name] = header.value }
        }
        if service != "s3" { signed[.amazonDigest] = payload.text }
        return try await send(method, target, signed, body: body)
    }
}

extension HTTPField.Name {
    static var amazonDigest: HTTPField.Name { amazonHeader("content-sha256") }

    /// A name that begins with `x-amz-`.
    static func amazonHeader(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name("x-amz-\(name)") else {
            preconditionFailure("names in tests are tokens")
        }
        return name
    }
}

/// A number that rises.
final class Counter: Sendable {
    private let number = Mutex(0)

    var value: Int { number.withLock { $0 } }

    func increase() { number.withLock { $0 += 1 } }
}

/// Takes what an answer writes.
private final class Collector: ResponseBodyWriter, Sendable {
    private let buffers = Mutex<[UInt8]>([])

    var bytes: [UInt8] { buffers.withLock { $0 } }

    func write(_ buffer: ByteBuffer) async throws {
        buffers.withLock { $0 += buffer.readableBytesView }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
