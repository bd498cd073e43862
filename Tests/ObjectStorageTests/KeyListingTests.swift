import Foundation
import NIOCore
import ObjectStorage
import Testing

private func fixture(_ keys: [String]) async throws -> StoreFixture {
    let made = try await StoreFixture()
    for key in keys { _ = try await made.put("x", key) }
    return made
}

private func query(
    _ prefix: String = "",
    _ delimiter: String? = nil,
    after: String? = nil,
    limit: Int = 1000
) -> ListingQuery {
    ListingQuery(
        bucket: StoreFixture.bucket,
        prefix: prefix,
        delimiter: delimiter,
        after: after,
        limit: limit
    )
}

/// What a listing should give, written without any thought of speed.
private func model(_ keys: [String], _ prefix: String, _ delimiter: String?) -> [String] {
    var items: [[UInt8]] = []
    for key in keys.map({ Array($0.utf8) }).sorted(by: { $0.lexicographicallyPrecedes($1) })
    where key.starts(with: Array(prefix.utf8)) {
        var item = key
        if let delimiter {
            let rest = String(decoding: key.dropFirst(prefix.utf8.count), as: UTF8.self)
            if let found = rest.range(of: delimiter) {
                item = Array(prefix.utf8) + Array(rest[..<found.upperBound].utf8)
            }
        }
        if items.last != item { items.append(item) }
    }
    return items.map { String(decoding: $0, as: UTF8.self) }
}

private let keys = [
    "a", "a/", "a/b", "a/b/c", "a//", "a0", "ab", "b--c", "b-c", "b/", "b/x/y", "b/x/z", "photos/1",
    "photos/2",
    "ä", "ö/ü", "~",
]

@Test(arguments: ["", "a", "a/", "b", "b/x", "photos/", "ö", "none"], [nil, "/", "-", "--", "/x", "ü"])
func `pages of any size together list every key once, in byte order`(
    _ prefix: String,
    _ delimiter: String?
) async throws {
    let bears = try await fixture(keys)
    let expected = model(keys, prefix, delimiter)
    for limit in [1, 2, 5, 1000] {
        var found: [String] = []
        var after: String?
        while true {
            let page = try await bears.store.list(query(prefix, delimiter, after: after, limit: limit))
            #expect(page.count <= limit)
            let items = page.objects.map(\.key) + page.commonPrefixes
            found += items.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
            guard page.isTruncated else { break }
            after = page.last
        }
        #expect(found == expected, "\(limit) a page")
    }
}

@Test func `a listing begins behind any text, whether it is a key or not`() async throws {
    let bears = try await fixture(keys)
    let behind = try await bears.store.list(query(after: "b")).objects.map(\.key)
    #expect(behind.first == "b--c")
    #expect(
        try await bears.store.list(query("photos/", after: "a")).objects.map(\.key) == [
            "photos/1", "photos/2",
        ]
    )
    #expect(try await bears.store.list(query("photos/", after: "q")).objects.isEmpty)
    let within = try await bears.store.list(query("", "/", after: "photos/1"))
    #expect(within.commonPrefixes == ["ö/"], "a common prefix before the mark has been listed")
}

@Test func `a page of nothing is not cut off`() async throws {
    let bears = try await fixture(["a"])
    let page = try await bears.store.list(query(limit: 0))
    #expect(page.count == 0)
    #expect(!page.isTruncated)
    #expect(
        await storageError { _ = try await bears.store.list(ListingQuery(bucket: "none")) }
            == .noSuchBucket("none")
    )
}

@Test func `a common prefix costs one look, however many keys it has`() async throws {
    let bears = try await fixture((0..<300).map { "many/\($0)" } + ["z"])
    let page = try await bears.store.list(query("", "/", limit: 2))
    #expect(page.commonPrefixes == ["many/"])
    #expect(page.objects.map(\.key) == ["z"])
    #expect(!page.isTruncated)
}
