import Foundation
import GRDB

/// Walks a bucket's keys in byte order, and jumps over what a delimiter rolls up.
///
/// Its work grows with the answer, not with the bucket: a common prefix costs one look-up, however many keys it stands for.
struct KeyListing {
    private let query: ListingQuery
    private let prefix: [UInt8]
    private let delimiter: [UInt8]

    init(_ query: ListingQuery) {
        self.query = query
        prefix = Array(query.prefix.utf8)
        delimiter = Array((query.delimiter ?? "").utf8)
    }

    /// The first items behind the query's mark.
    func page(in database: Database) throws -> ListingPage {
        let bucket = try BucketTable.id(of: query.bucket, in: database)
        var page = ListingPage()
        guard query.limit > 0 else { return page }
        let statement = try database.cachedStatement(
            sql: """
                SELECT key, size, etag, modified, storageClass, checksumAlgorithm, checksumKind FROM objects
                WHERE bucket = ? AND key >= ? ORDER BY key LIMIT ?
                """
        )
        var next: [UInt8]? = start
        while let from = next {
            next = nil
            let left = query.limit - page.count + 1
            let rows = try Row.fetchCursor(statement, arguments: [bucket, Data(from), left])
            while let row = try rows.next() {
                let key: Data = row[0]
                let bytes = [UInt8](key)
                guard bytes.starts(with: prefix) else { return page }
                guard page.count < query.limit else {
                    page.isTruncated = true
                    return page
                }
                if let end = rolledUpEnd(of: bytes) {
                    let common = bytes[..<end]
                    page.add(prefix: String(decoding: common, as: UTF8.self))
                    next = Self.firstBehind(common)
                    break
                }
                page.add(try object(row, key: String(decoding: bytes, as: UTF8.self)))
            }
        }
        return page
    }

    /// The least key that may be listed.
    private var start: [UInt8] {
        guard let after = query.after else { return prefix }
        let mark = Array(after.utf8)
        guard mark.starts(with: prefix) else {
            return mark.lexicographicallyPrecedes(prefix) ? prefix : mark + [0]
        }
        // A mark within a common prefix has been listed with it.
        if let end = rolledUpEnd(of: mark), let behind = Self.firstBehind(mark[..<end]) { return behind }
        return mark + [0]
    }

    /// Where the common prefix of a key ends that the delimiter rolls it up to; nil for a key that is listed itself.
    private func rolledUpEnd(of key: [UInt8]) -> Int? {
        guard let first = delimiter.first else { return nil }
        var position = prefix.count
        while let found = key[position...].firstIndex(of: first) {
            if key[found...].starts(with: delimiter) { return found + delimiter.count }
            position = found + 1
        }
        return nil
    }

    /// The least key above all that begin so; nil when there is none.
    private static func firstBehind(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        var result = Array(bytes)
        while let last = result.popLast() {
            if last < UInt8.max { return result + [last + 1] }
        }
        return nil
    }

    private func object(_ row: Row, key: String) throws -> ListedObject {
        let plan = try StoredChecksum.plan(algorithm: row[5], kind: row[6])
        return ListedObject(
            key: key,
            size: row[1],
            etag: row[2],
            lastModified: Milliseconds.date(row[3]),
            storageClass: row[4],
            checksum: plan
        )
    }
}
