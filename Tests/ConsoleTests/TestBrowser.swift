import Annotations
import Foundation
import HTTPTypes
import HummingbirdTesting
import Imaging
import NIOCore

@testable import Console

/// A browser: keeps a cookie and the token of its pages.
struct TestBrowser: Sendable {
    let client: any TestClientProtocol
    var cookie: String?
    var token: String?

    init(client: any TestClientProtocol) {
        self.client = client
    }

    /// The same browser with the cookie that an answer sets, and its pages' token.
    func signedIn(by answer: TestResponse) async throws -> TestBrowser {
        var browser = self
        browser.cookie = answer.headers[.setCookie].map { String($0.prefix { $0 != ";" }) }
        let page = try await browser.get("/_/").text
        browser.token = page.firstMatch(of: #/name="csrf" content="([^"]+)"/#).map { String($0.1) }
        return browser
    }

    func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> TestResponse {
        try await send(.get, path, headers: headers, body: nil)
    }

    /// A change as the console's own scripts make it.
    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        json: String,
        headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        try await send(method, path, bytes: Array(json.utf8), headers: headers)
    }

    /// A change with a body of bytes.
    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        bytes: [UInt8],
        headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        if let token { headers[.csrfToken] = token }
        return try await send(method, path, headers: headers, body: ByteBuffer(bytes: bytes))
    }

    private func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        headers: HTTPFields,
        body: ByteBuffer?
    ) async throws -> TestResponse {
        var headers = headers
        if let cookie { headers[.cookie] = cookie }
        return try await client.executeRequest(uri: path, method: method, headers: headers, body: body)
    }
}

extension TestResponse {
    /// The body.
    var text: String { String(decoding: body.readableBytesView, as: UTF8.self) }

    /// The body's JSON.
    func json<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try decoder.decode(type, from: Data(body.readableBytesView))
    }

    /// The code of a refusal.
    var code: String? {
        get throws { try json(Refused.self).error.code }
    }
}

/// A refusal.
struct Refused: Decodable {
    struct Reason: Decodable {
        let code: String
        let message: String
        let value: String?
    }

    let error: Reason
    let entry: Shown?
}

/// Of an image what tests look at.
struct Shown: Decodable {
    struct Labelled: Decodable {
        let id: String
        let label: String
        let box: [Double]
    }

    let id: Int64
    let name: String
    let revision: String
    let state: String
    let confirmed: Bool
    let boxes: [Labelled]
    let picture: String
    let thumbnail: String
}

/// A picture of one colour.
func picture(_ grey: UInt8) throws -> [UInt8] {
    let colour = Colour(red: grey, green: grey, blue: grey)
    return [UInt8](try ImageEncoder.png(.filled(colour, size: .init(width: 128, height: 96))))
}
