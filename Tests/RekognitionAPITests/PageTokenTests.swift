import Catalog
import Projects
import Testing

@testable import RekognitionAPI

private let seal = PageTokenSeal(secret: Sample.account.secret)
private let query = PageQuery("ListDatasetEntries", ["arn", "3:cat", nil])

private func opened(_ token: String, _ query: PageQuery) -> PageToken? {
    do throws(RekognitionError) {
        return try seal.open(token, of: query)
    } catch {
        return nil
    }
}

@Test(arguments: ["17", "", "bear", "e\u{301}t\u{e9}", "\u{301}", String(repeating: "\u{1F43B}", count: 255)])
func `a place comes back`(place: String) throws {
    let token = try seal.seal(PageToken(rawValue: place), of: query)
    let found = try #require(opened(token, query))
    #expect(found.rawValue.utf8.elementsEqual(place.utf8))
}

@Test func `a token is good for its own query alone`() throws {
    let token = try seal.seal(PageToken(rawValue: "17"), of: query)
    for other in [
        PageQuery("ListDatasetLabels", ["arn", "3:cat", nil]),
        PageQuery("ListDatasetEntries", ["arn", "3:cat", ""]),
        PageQuery("ListDatasetEntries", ["arn", nil, "3:cat"]),
        PageQuery("ListDatasetEntries", ["arn3:cat", nil, nil]),
        PageQuery("ListDatasetEntries", ["arn", "3:cat"]),
    ] {
        #expect(opened(token, other) == nil)
    }
}

@Test func `a changed or invented token is refused`() throws {
    let token = try seal.seal(PageToken(rawValue: "17"), of: query)
    let changed = (token.hasPrefix("x") ? "y" : "x") + token.dropFirst()
    let invented = String(repeating: "A", count: 22) + "17"
    for other in [token + "0", String(token.dropLast()), changed, invented, "17", ""] {
        #expect(opened(other, query) == nil)
    }
}

@Test func `another server's token is refused`() throws {
    let other = PageTokenSeal(secret: Array(repeating: 8, count: 32))
    #expect(opened(try other.seal(PageToken(rawValue: "17"), of: query), query) == nil)
}

@Test func `a token fits the model`() throws {
    let error = #expect(throws: PageTokenError.self) {
        try seal.seal(PageToken(rawValue: String(repeating: "x", count: 1003)), of: query)
    }
    #expect(error == .tooLong(characters: 1025))
}

@Test func `lists in a query do not run into each other`() {
    #expect(["a,1:b"].queryPart != ["a", "b"].queryPart)
}

@Test func `an empty token means the first page`() throws {
    #expect(try input(DescribeProjects.self, #"{"NextToken":""}"#).page.token == nil)
    #expect(try input(DescribeProjects.self, "{}").page.size == 100)
    #expect(try input(ListProjectPolicies.self, #"{"ProjectArn":"\#(Sample.projectARN)"}"#).page.size == 5)
}
