import AsyncHTTPClient
package import Foundation
import NIOCore
import NIOHTTP1

/// Asks the server that runs in a home, for commands.
package struct ControlClient: Sendable {
    /// Nobody answers, or the answer is no.
    package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        package let description: String
        /// What it was about one image, in the words that a worker has for it; nil where nothing else would fare better.
        package var imageCode: String?
    }

    private let home: URL

    package init(home: URL) {
        self.home = home
    }

    /// Where the server of a home listens for commands.
    static func socket(in home: URL) -> URL { home.appending(path: "control.sock") }

    /// The longest path that the system takes for a socket, in bytes.
    static let longestSocketPath = 107

    /// What the server says of itself.
    package func status() async throws -> ServerStatus { try await ask(.GET, "/status") }
    /// All access keys, oldest first.
    package func keys() async throws -> [ListedKey] { try await ask(.GET, "/keys") }
    /// Makes an access key.
    package func addKey() async throws -> ListedKey { try await ask(.POST, "/keys") }
    /// Makes a link into the console.
    package func consoleLink() async throws -> ListedLink { try await ask(.POST, "/console-links") }
    /// The newest trainings.
    package func runs() async throws -> [ListedRun] { try await ask(.GET, "/runs") }

    /// Returns all keys.
    package func setKey(_ id: String, isEnabled: Bool) async throws -> [ListedKey] {
        try await ask(.PUT, "/keys/\(try Self.word(id))/\(isEnabled ? "enable" : "disable")")
    }

    /// Returns the keys that are left.
    package func deleteKey(_ id: String) async throws -> [ListedKey] {
        try await ask(.DELETE, "/keys/\(try Self.word(id))")
    }

    /// Ends a training; returns all.
    package func cancelRun(project: String, version: String) async throws -> [ListedRun] {
        try await ask(.DELETE, "/runs/\(try Self.word(project))/\(try Self.word(version))")
    }

    /// A name as part of a path: keys, projects and versions have letters, digits, `-`, `_` and `.` only.
    static func word(_ name: String) throws -> String {
        guard name.wholeMatch(of: #/[A-Za-z0-9_.\-]+/#) != nil else {
            throw Failure(description: "\"\(name)\" is no name: they have letters, digits, -, _ and . only")
        }
        return name
    }

    func ask<Value: Decodable>(
        _ method: HTTPMethod,
        _ path: String,
        _ body: Data? = nil,
        patience: TimeAmount = .seconds(30)
    ) async throws -> Value {
        let socket = Self.socket(in: home).path
        guard socket.utf8.count <= Self.longestSocketPath,
            let url = URL(httpURLWithSocketPath: socket, uri: path)
        else {
            throw Failure(description: "\(home.path) is no home: its path is too long for a socket in it")
        }
        var request = HTTPClientRequest(url: url.absoluteString)
        request.method = method
        request.body = body.map { .bytes(ByteBuffer(bytes: $0)) }
        let response: HTTPClientResponse
        let answer: ByteBuffer
        do {
            (response, answer) = try await Self.answer(to: request, patience)
        } catch {
            throw Failure(
                description:
                    "no server answers in \(home.path): start it with katmai serve, or name its home with --home"
            )
        }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        let data = Data(answer.readableBytesView)
        guard response.status == .ok else {
            let refusal = try decoder.decode(ControlRefusal.self, from: data)
            throw Failure(description: refusal.message, imageCode: refusal.imageCode)
        }
        return try decoder.decode(Value.self, from: data)
    }

    private static func answer(
        to request: HTTPClientRequest,
        _ patience: TimeAmount
    ) async throws -> (HTTPClientResponse, ByteBuffer) {
        var configuration = HTTPClient.Configuration()
        // Where nobody listens now, nobody will in the next seconds.
        configuration.connectionPool.retryConnectionEstablishment = false
        return try await HTTPClient.withHTTPClient(configuration: configuration) { client in
            let response = try await client.execute(request, timeout: patience)
            return (response, try await response.body.collect(upTo: 16 << 20))
        }
    }
}
