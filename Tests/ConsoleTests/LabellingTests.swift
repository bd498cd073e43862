import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@testable import Console

private let dataset = "/_/api/projects/bears/datasets/train"

private struct Listing: Decodable {
    let entries: [Shown]
    let total: Int?
}

private struct Upload: Decodable {
    let outcome: String
    let entry: Shown
}

private struct Known: Decodable {
    let outcome: String
    let entry: Int64
    let set: String
}

/// A project with one picture, whose entry the test gets.
private func withPicture(
    named name: String = "bear.png",
    _ test: @escaping @Sendable (TestBrowser, Shown) async throws -> Void
) async throws {
    try await TestConsole().browseSignedIn { browser in
        let made = try await browser.send(.post, "/_/api/projects", json: #"{"name":"bears"}"#)
        #expect(made.status == .created)
        let answer = try await browser.send(.post, "\(dataset)/images?name=\(name)", bytes: try picture(90))
        #expect(answer.status == .created)
        try await test(browser, try answer.json(Upload.self).entry)
    }
}

@Test func `a picture that is sent stands in the list, and its thumbnail is a JPEG`() async throws {
    try await withPicture { browser, entry in
        let listed = try await browser.get("\(dataset)/entries").json(Listing.self)
        #expect(listed.entries.map(\.id) == [entry.id])
        #expect(listed.total == 1)
        #expect(entry.name == "bear.png" && entry.state == "unlabelled")
        let thumbnail = try await browser.get(entry.thumbnail)
        #expect(thumbnail.headers[.contentType] == "image/jpeg")
        #expect(thumbnail.body.readableBytesView.starts(with: [0xFF, 0xD8]))
        #expect(Array(try await browser.get(entry.picture).body.readableBytesView) == (try picture(90)))
    }
}

@Test(arguments: [("a%20b%252F%23.png", "a b%2F#.png"), ("a+b%2Bc.png", "a b+c.png")])
func `a name is decoded once`(_ sent: String, _ name: String) async throws {
    try await withPicture(named: sent) { _, entry in #expect(entry.name == name) }
}

@Test func `the same picture is not taken twice, whatever it is called`() async throws {
    try await withPicture { browser, entry in
        let again = try await browser.send(
            .post,
            "\(dataset)/images?name=other.png",
            bytes: try picture(90)
        )
        #expect(again.status == .ok)
        let known = try again.json(Known.self)
        #expect(known.outcome == "known" && known.entry == entry.id && known.set == "train")
    }
}

@Test func `what is no picture is refused with its reason`() async throws {
    try await withPicture { browser, _ in
        let answer = try await browser.send(.post, "\(dataset)/images?name=a.png", bytes: Array("text".utf8))
        #expect(answer.status == .unprocessableContent)
        #expect(try answer.code == "invalid")
    }
}

private func save(
    _ browser: TestBrowser,
    _ entry: Shown,
    _ json: String,
    revision: String? = nil
) async throws -> TestResponse {
    try await browser.send(
        .put,
        "\(dataset)/entries/\(entry.id)",
        json: json,
        headers: [.ifMatch: "\"\(revision ?? entry.revision)\""]
    )
}

private let oneBear = #"{"state":"labelled","boxes":[{"label":"bear","box":[10,20,30,40]}]}"#

@Test func `boxes are kept, with a new revision`() async throws {
    try await withPicture { browser, entry in
        let saved = try await save(browser, entry, oneBear).json(Shown.self)
        #expect(saved.state == "labelled" && saved.revision != entry.revision)
        #expect(saved.boxes.map(\.label) == ["bear"])
        #expect(saved.boxes.first?.box == [10, 20, 30, 40])
        let shown = try await browser.get("\(dataset)/entries/\(entry.id)?around=1").json(Shown.self)
        #expect(shown.revision == saved.revision)
    }
}

@Test func `who says that all is right confirms the boxes`() async throws {
    try await withPicture { browser, entry in
        let saved = try await save(browser, entry, oneBear).json(Shown.self)
        #expect(!saved.confirmed)
        let said = oneBear.dropLast() + #","confirmed":true}"#
        let confirmed = try await save(browser, saved, String(said)).json(Shown.self)
        #expect(confirmed.confirmed && confirmed.boxes.count == 1)
    }
}

@Test func `a change to an older revision is refused with what is there now`() async throws {
    try await withPicture { browser, entry in
        let first = try await save(browser, entry, oneBear).json(Shown.self)
        let second = try await save(browser, entry, #"{"state":"empty","boxes":[]}"#)
        #expect(second.status == .conflict)
        let refused = try second.json(Refused.self)
        #expect(refused.error.code == "stale")
        #expect(refused.entry?.revision == first.revision)
        #expect(refused.entry?.boxes.count == 1)
        let third = try await save(
            browser,
            entry,
            #"{"state":"empty","boxes":[]}"#,
            revision: first.revision
        )
        #expect(try third.json(Shown.self).state == "empty")
    }
}

@Test func `a change without a revision is refused`() async throws {
    try await withPicture { browser, entry in
        let answer = try await browser.send(.put, "\(dataset)/entries/\(entry.id)", json: oneBear)
        #expect(answer.status == .badRequest)
    }
}

@Test func `a filter keeps what passes it`() async throws {
    try await withPicture { browser, entry in
        _ = try await save(browser, entry, oneBear)
        func count(_ query: String) async throws -> Int {
            try await browser.get("\(dataset)/entries?\(query)").json(Listing.self).entries.count
        }
        #expect(try await count("label=bear") == 1)
        #expect(try await count("label=wolf") == 0)
        #expect(try await count("state=unlabelled") == 0)
        #expect(try await count("search=BEAR") == 1)
        #expect(try await count("search=wolf") == 0)
        #expect(try await browser.get("\(dataset)/entries?state=odd").status == .badRequest)
        #expect(try await browser.get("\(dataset)/entries?limit=501").status == .badRequest)
    }
}

@Test func `a set without problems says so, and a place that is none is refused`() async throws {
    try await withPicture { browser, _ in
        let path = "\(dataset)/problems"
        let lines = try await browser.get(path).text
        #expect(lines == #"{"next":null,"problems":[]}"#)
        let images = try await browser.get("\(path)?after=image-7").text
        #expect(images == lines)
        #expect(try await browser.get("\(path)?after=image-x").status == .badRequest)
    }
}

@Test func `a folder that is not there makes no set, and its listing is over`() async throws {
    try await TestConsole().browseSignedIn { browser in
        _ = try await browser.send(.post, "/_/api/projects", json: #"{"name":"bears"}"#)
        let order = #"{"source":"folder","bucket":"none","prefix":"photos/"}"#
        let refused = try await browser.send(.post, dataset, json: order)
        #expect(refused.status == .unprocessableContent)
        #expect(try await browser.get("\(dataset)/listing").text == #"{"found":null}"#)
        #expect(try await browser.get(dataset).status == .notFound)
    }
}

@Test func `a file's name is never markup`() async throws {
    try await withPicture(named: "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E.png") { browser, entry in
        #expect(entry.name == "<img src=x onerror=alert(1)>.png")
        let label = #"{"state":"labelled","boxes":[{"label":"<b onclick='x'>\"","box":[10,20,30,40]}]}"#
        _ = try await save(browser, entry, label)
        for path in ["images?set=train", "label?set=train"] {
            let page = try await browser.get("/_/projects/bears/\(path)").text
            #expect(page.contains("&lt;b onclick="))
            #expect(!page.contains("<b onclick") && !page.contains("<img src=x"))
        }
        let json = try await browser.get("\(dataset)/entries")
        #expect(json.headers[.contentType] == "application/json")
    }
}
