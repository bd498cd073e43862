package import Foundation

/// Which of a bucket's keys to list.
package struct ListingQuery: Sendable {
    package let bucket: String
    /// What all keys begin with.
    package let prefix: String
    /// Where keys are cut: what they have in common up to and with its first occurrence behind the prefix is listed once.
    package let delimiter: String?
    /// Only what comes behind this key or common prefix, in byte order.
    package let after: String?
    /// The most items to list; objects and common prefixes both count.
    package let limit: Int
    /// What an endpoint elsewhere gave to go on with; it goes before `after`.
    private(set) var token: String?

    /// By default the first 1,000 of all keys.
    package init(
        bucket: String,
        prefix: String = "",
        delimiter: String? = nil,
        after: String? = nil,
        limit: Int = 1000
    ) {
        self.bucket = bucket
        self.prefix = prefix
        self.delimiter = delimiter
        self.after = after
        self.limit = limit
    }

    /// The query for what comes behind a page of this one; nil where that is nothing.
    package func following(_ page: ListingPage) -> ListingQuery? {
        guard page.isTruncated else { return nil }
        var next = ListingQuery(
            bucket: bucket,
            prefix: prefix,
            delimiter: delimiter,
            after: page.last ?? after,
            limit: limit
        )
        next.token = page.token
        return next
    }
}

/// What a listing tells of an object.
package struct ListedObject: Hashable, Sendable {
    package let key: String
    /// In bytes.
    package let size: Int64
    /// Without quotes.
    package let etag: String
    package let lastModified: Date
    package let storageClass: String
    /// The checksum that it has, without its value.
    package let checksum: ChecksumPlan?
}

/// One page of a listing.
package struct ListingPage: Sendable {
    package private(set) var objects: [ListedObject] = []
    package private(set) var commonPrefixes: [String] = []
    /// Whether there is more.
    package var isTruncated = false
    /// The last item in byte order, to go on from; nil for an empty page.
    package private(set) var last: String?
    /// What an endpoint elsewhere wants to be given for the next page; the embedded store goes on from `last`.
    private(set) var token: String?

    /// Objects and common prefixes together.
    package var count: Int { objects.count + commonPrefixes.count }

    mutating func add(_ object: ListedObject) {
        objects.append(object)
        last = object.key
    }

    mutating func add(prefix: String) {
        commonPrefixes.append(prefix)
        last = prefix
    }
}

extension ListingPage {
    /// A page of an endpoint elsewhere; with a token there is more.
    init(objects: [ListedObject], commonPrefixes: [String], token: String?) {
        self.objects = objects
        self.commonPrefixes = commonPrefixes
        self.token = token
        isTruncated = token != nil
        last = (objects.map(\.key) + commonPrefixes).max { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
