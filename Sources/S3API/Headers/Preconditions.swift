import Foundation
import HTTPTypes
import ObjectStorage

/// What a request wants to hold of an object before it is read.
///
/// Source: RFC 9110, section 13, which S3 follows for reads.
struct Preconditions: Sendable {
    /// What follows for a read.
    enum Outcome: Hashable {
        case proceed
        case notModified
        case failed(condition: String)
    }

    private let matches: EntityTags?
    private let matchesNone: EntityTags?
    private let modifiedSince: Date?
    private let unmodifiedSince: Date?

    /// The conditions of a read; a date that makes no sense is passed over, as RFC 9110 wants it.
    init(_ headers: HTTPFields) {
        matches = headers[.ifMatch].map(EntityTags.init)
        matchesNone = headers[.ifNoneMatch].map(EntityTags.init)
        modifiedSince = headers[.ifModifiedSince].flatMap(UTCTime.date(http:))
        unmodifiedSince = headers[.ifUnmodifiedSince].flatMap(UTCTime.date(http:))
    }

    /// The conditions on a copy's source.
    init(copySourceOf headers: HTTPFields) {
        matches = headers[.amazon("copy-source-if-match")].map(EntityTags.init)
        matchesNone = headers[.amazon("copy-source-if-none-match")].map(EntityTags.init)
        modifiedSince = headers[.amazon("copy-source-if-modified-since")].flatMap(UTCTime.date(http:))
        unmodifiedSince = headers[.amazon("copy-source-if-unmodified-since")].flatMap(UTCTime.date(http:))
    }

    func check(_ info: ObjectInfo) -> Outcome {
        // Headers tell whole seconds.
        let modified = info.lastModified.timeIntervalSince1970.rounded(.down)
        if let matches {
            guard matches.contains(info.etag) else { return .failed(condition: "If-Match") }
        } else if let unmodifiedSince, modified > unmodifiedSince.timeIntervalSince1970 {
            return .failed(condition: "If-Unmodified-Since")
        }
        if let matchesNone {
            return matchesNone.contains(info.etag) ? .notModified : .proceed
        }
        if let modifiedSince, modified <= modifiedSince.timeIntervalSince1970 { return .notModified }
        return .proceed
    }

    /// For a copy, which has no answer that says "not modified".
    func require(_ info: ObjectInfo) throws(S3Error) {
        switch check(info) {
        case .proceed: return
        case .notModified: throw .preconditionFailed("If-None-Match or If-Modified-Since")
        case .failed(let condition): throw .preconditionFailed(condition)
        }
    }

    /// The condition of a write.
    static func write(_ headers: HTTPFields) throws(S3Error) -> WriteCondition? {
        if let tag = headers[.ifNoneMatch] {
            guard tag == "*" else { throw .notImplemented("If-None-Match") }
            return .absent
        }
        guard let tag = headers[.ifMatch] else { return nil }
        return .matching(etag: tag == "*" ? nil : EntityTags.unquoted(tag))
    }
}

/// The ETags that a header lists.
struct EntityTags: Hashable, Sendable {
    private let isAny: Bool
    private let tags: [String]

    init(_ header: String) {
        isAny = header == "*"
        tags = header.split(separator: ",").map { Self.unquoted(String($0)) }
    }

    func contains(_ etag: String) -> Bool { isAny || tags.contains(etag) }

    /// Without spaces, quotes and the mark of weak tags.
    static func unquoted(_ tag: String) -> String {
        let trimmed = tag.trimmingCharacters(in: .whitespaces)
        let strong = trimmed.hasPrefix("W/") ? String(trimmed.dropFirst(2)) : trimmed
        return strong.trimmingCharacters(in: CharacterSet(charactersIn: "\""))
    }
}
