import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Console

private let dataset = "/_/api/projects/bears/datasets/train"

private struct Outcome: Decodable {
    struct Skipped: Decodable {
        let id: Int64?
        let reason: String
    }

    let changed: Int
    let skipped: [Skipped]
    let skippedCount: Int
}

private struct Listing: Decodable {
    let entries: [Shown]
}

private struct Upload: Decodable {
    let entry: Shown
}

/// A project with three pictures, the first of which shows a bear.
private func withPictures(
    _ test: @escaping @Sendable (TestBrowser, [Shown]) async throws -> Void
) async throws {
    try await TestConsole().browseSignedIn { browser in
        _ = try await browser.send(.post, "/_/api/projects", json: #"{"name":"bears"}"#)
        var entries: [Shown] = []
        for shade: UInt8 in [90, 120, 150] {
            let path = "\(dataset)/images?name=\(shade).png"
            entries.append(
                try await browser.send(.post, path, bytes: try picture(shade)).json(Upload.self).entry
            )
        }
        let saved = try await browser.send(
            .put,
            "\(dataset)/entries/\(entries[0].id)",
            json: #"{"state":"labelled","boxes":[{"label":"bear","box":[10,20,30,40]}]}"#,
            headers: [.ifMatch: "\"\(entries[0].revision)\""]
        )
        #expect(saved.status == .ok)
        try await test(browser, entries)
    }
}

private func act(_ browser: TestBrowser, _ order: String) async throws -> TestResponse {
    try await browser.send(.post, "\(dataset)/actions", json: order)
}

@Test func `an action names what it leaves alone`() async throws {
    try await withPictures { browser, entries in
        let order =
            #"{"action":"assign","label":"wolf","entries":[\#(entries[0].id),\#(entries[1].id),999999]}"#
        let outcome = try await act(browser, order).json(Outcome.self)
        #expect(outcome.changed == 1)
        #expect(outcome.skipped.map(\.id) == [entries[1].id, 999_999] && outcome.skippedCount == 2)
        let shown = try await browser.get("\(dataset)/entries/\(entries[0].id)").json(Shown.self)
        #expect(shown.boxes.map(\.label) == ["wolf"] && shown.state == "labelled")
    }
}

@Test func `an action reaches all that pass a filter, less those left out`() async throws {
    try await withPictures { browser, entries in
        let order =
            #"{"action":"empty","filter":{"state":"unlabelled"},"except":[\#(entries[2].id)],"count":1}"#
        #expect(try await act(browser, order).json(Outcome.self).changed == 1)
        let listed = try await browser.get("\(dataset)/entries").json(Listing.self).entries
        #expect(listed.map(\.state) == ["labelled", "empty", "unlabelled"])
        let gone = try await act(browser, #"{"action":"delete","filter":{"label":"bear"},"count":1}"#)
        #expect(try gone.json(Outcome.self).changed == 1)
        let left = try await browser.get("\(dataset)/entries").json(Listing.self).entries
        #expect(left.map(\.id) == [entries[1].id, entries[2].id])
    }
}

@Test func `nothing is done to another number of images than was told`() async throws {
    try await withPictures { browser, _ in
        let refused = try await act(browser, #"{"action":"delete","filter":{},"count":2}"#)
        #expect(refused.status == .conflict)
        #expect(try refused.code == "changed")
        let left = try await browser.get("\(dataset)/entries").json(Listing.self).entries
        #expect(left.count == 3)
    }
}

@Test(arguments: [
    #"{"action":"delete"}"#, #"{"action":"delete","filter":{}}"#, #"{"action":"delete","entries":[]}"#,
    #"{"action":"delete","filter":{},"entries":[1],"count":3}"#,
    #"{"action":"delete","filter":{"labels":"bear"},"count":3}"#,
    #"{"action":"delete","filter":{"errors":"true"},"count":3}"#,
])
func `an action on images that nobody chose clearly is refused`(_ order: String) async throws {
    try await withPictures { browser, _ in
        let refused = try await act(browser, order)
        #expect(refused.status == .badRequest)
        let left = try await browser.get("\(dataset)/entries").json(Listing.self).entries
        #expect(left.count == 3)
    }
}

private struct Noted: Decodable {
    struct Action: Decodable {
        let ticket: String?
        let action: String
        let done: Int
        let total: Int
        let status: String
        let outcome: Outcome?
        let error: Refused.Reason?
    }

    let actions: [Action]
}

@Test func `how an action has ended is still told to who did not wait for it`() async throws {
    try await withPictures { browser, entries in
        #expect(try await browser.get("\(dataset)/actions").json(Noted.self).actions.isEmpty)
        let order = #"{"action":"empty","entries":[\#(entries[1].id),999999],"ticket":"my-1"}"#
        #expect(try await act(browser, order).status == .ok)
        let noLabel = #"{"action":"assign","entries":[\#(entries[1].id)]}"#
        #expect(try await act(browser, noLabel).status == .unprocessableContent)
        let noted = try await browser.get("\(dataset)/actions").json(Noted.self).actions
        #expect(noted.map(\.ticket) == ["my-1", nil])
        #expect(noted.map(\.action) == ["empty", "assign"])
        #expect(noted.map(\.status) == ["done", "failed"])
        #expect(noted.map(\.total) == [2, 1] && noted.map(\.done) == [2, 0])
        #expect(noted[0].outcome?.changed == 1 && noted[0].outcome?.skippedCount == 1)
        #expect(noted[1].error?.message == "Which label?")
        let again = try await act(browser, order)
        #expect(again.status == .conflict)
        #expect(try again.code == "exists")
    }
}

@Test(arguments: ["", "A", "a b", String(repeating: "a", count: 65)])
func `a ticket that is no word is refused before anything is done`(_ ticket: String) async throws {
    try await withPictures { browser, entries in
        let order = #"{"action":"delete","entries":[\#(entries[0].id)],"ticket":"\#(ticket)"}"#
        let refused = try await act(browser, order)
        #expect(refused.status == .badRequest)
        let left = try await browser.get("\(dataset)/entries").json(Listing.self).entries
        #expect(left.count == 3)
    }
}
