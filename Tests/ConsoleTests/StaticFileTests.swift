import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@testable import Console

@Test func `files are given out with their type, and not again while they stay the same`() async throws {
    try await TestConsole().browse { browser in
        let first = try await browser.get("/_/static/katmai.css")
        #expect(first.status == .ok)
        #expect(first.headers[.contentType] == "text/css; charset=utf-8")
        let tag = first.headers[.eTag] ?? ""
        let second = try await browser.get("/_/static/katmai.css", [.ifNoneMatch: tag])
        #expect(second.status == .notModified)
        #expect(second.body.readableBytes == 0)
    }
}

@Test(arguments: ["nothing.css", "../Templates/layout.mustache", "%2e%2e/Templates/layout.mustache"])
func `nothing else is given out`(_ path: String) async throws {
    let answer = try await TestConsole().browse { try await $0.get("/_/static/\(path)") }
    #expect(answer.status == .notFound)
}
