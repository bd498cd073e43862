import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTesting
import NIOCore
import Testing

@testable import Console

private func refusal(host: String?, origin: String? = nil, listening: String = "127.0.0.1") -> Int? {
    var head = HTTPRequest(method: .get, scheme: "http", authority: host, path: "/_/")
    if let origin { head.headerFields[.origin] = origin }
    let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
    let hosts = AllowedHosts(listening: listening, others: ["Katmai.example"])
    do {
        try Gatekeeper(hosts: hosts).check(request)
        return nil
    } catch {
        return (error as? ConsoleError)?.status.code
    }
}

@Test(arguments: ["127.0.0.1:8080", "localhost:8080", "LOCALHOST", "[::1]:8080", "katmai.example"])
func `the console answers to its own names`(_ host: String) {
    #expect(refusal(host: host) == nil)
}

@Test(arguments: ["evil.example", "127.0.0.1.evil.example:8080", "192.168.1.5:8080", "[::2]", ""])
func `it answers to no other`(_ host: String) {
    #expect(refusal(host: host) == 421)
}

@Test func `a server that listens everywhere takes every address in digits, and no further name`() {
    #expect(refusal(host: "192.168.1.5:8080", listening: "0.0.0.0") == nil)
    #expect(refusal(host: "[fe80::1]:8080", listening: "::") == nil)
    #expect(refusal(host: "evil.example", listening: "0.0.0.0") == 421)
    #expect(refusal(host: "1.2.3.4.evil.example", listening: "0.0.0.0") == 421)
}

@Test(arguments: ["http://evil.example", "null", "http://localhost:9999", "http://127.0.0.1:8080"])
func `a request from another origin is refused`(_ origin: String) {
    #expect(refusal(host: "localhost:8080", origin: origin) == 403)
}

@Test func `a request from its own origin passes, behind a proxy that speaks TLS too`() {
    #expect(refusal(host: "localhost:8080", origin: "http://localhost:8080") == nil)
    #expect(refusal(host: "katmai.example", origin: "https://katmai.example") == nil)
}

@Test func `a change needs the token of its session`() async throws {
    try await TestConsole().browseSignedIn { browser in
        var forged = browser
        forged.token = nil
        let without = try await forged.send(.post, "/_/api/projects", json: #"{"name":"bears"}"#)
        #expect(without.status == .forbidden)
        #expect(try without.code == "csrf")
        forged.token = "guess"
        let wrong = try await forged.send(.post, "/_/api/projects", json: #"{"name":"bears"}"#)
        #expect(wrong.status == .forbidden)
        #expect(try await browser.get("/_/api/projects").text == #"{"projects":[]}"#)
    }
}

@Test(arguments: ["/_/", "/_/sign-in", "/_/nothing", "/_/static/katmai.css", "/_/api/projects"])
func `every answer forbids what is not the console's own`(_ path: String) async throws {
    let answer = try await TestConsole().browseSignedIn { try await $0.get(path) }
    let policy = answer.headers[.contentSecurityPolicy] ?? ""
    #expect(policy.hasPrefix("default-src 'none'; script-src 'self'; style-src 'self'"))
    #expect(!policy.contains("unsafe"))
    #expect(answer.headers[.xContentTypeOptions] == "nosniff")
}
