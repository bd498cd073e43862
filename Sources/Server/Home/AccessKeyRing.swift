import Catalog
import Console
import Foundation
import RekognitionAPI
import S3API
import Synchronization

/// The access keys of a home: in the catalog, and in memory for the checks.
final class AccessKeyRing: Sendable {
    private let catalog: CatalogDatabase
    private let now: @Sendable () -> Date
    /// Of keys that are not disabled, by their ids.
    private let secrets: Mutex<[String: String]>

    /// Takes the keys that are there, and makes one where there is none.
    init(_ catalog: CatalogDatabase, now: @escaping @Sendable () -> Date) async throws {
        self.catalog = catalog
        self.now = now
        let first = Self.newKey(at: now())
        let keys = try await catalog.write { catalog in
            if try catalog.accessKeys().isEmpty { try catalog.insert(first) }
            return try catalog.accessKeys()
        }
        secrets = Mutex(Self.secrets(of: keys))
    }

    /// All keys, oldest first.
    func all() async throws -> [AccessKeyRecord] {
        try await catalog.read { try $0.accessKeys() }
    }

    /// Makes a key.
    func add() async throws -> AccessKeyRecord {
        let key = Self.newKey(at: now())
        try await change { try $0.insert(key) }
        return key
    }

    /// Lets a key be used or not; false when there is none of this id.
    func set(_ id: String, isEnabled: Bool) async throws -> Bool {
        try await change { try $0.setAccessKey(id, isEnabled: isEnabled) }
    }

    /// Deletes a key; false when there is none of this id.
    func delete(_ id: String) async throws -> Bool {
        try await change { try $0.deleteAccessKey(id) }
    }

    private func change<Value: Sendable>(
        _ body: @escaping @Sendable (CatalogWriter) throws -> Value
    ) async throws -> Value {
        let (value, keys) = try await catalog.write { catalog in
            (try body(catalog), try catalog.accessKeys())
        }
        secrets.withLock { $0 = Self.secrets(of: keys) }
        return value
    }

    private static func secrets(of keys: [AccessKeyRecord]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: keys.filter(\.isEnabled).map { ($0.id, $0.secret) })
    }

    /// In AWS's form, so that tools that look for keys know it: 20 characters of base 32, and 40 of base 64.
    private static func newKey(at date: Date) -> AccessKeyRecord {
        var random = SystemRandomNumberGenerator()
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        let all = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        return AccessKeyRecord(
            id: "AKIA"
                + String((0..<16).map { _ in letters[Int.random(in: letters.indices, using: &random)] }),
            secret: String((0..<40).map { _ in all[Int.random(in: all.indices, using: &random)] }),
            isEnabled: true,
            created: Int64(date.timeIntervalSince1970 * 1000)
        )
    }
}

extension AccessKeyRing: S3API.AccessKeys, RekognitionAPI.AccessKeys, AccessKeyShelf {
    /// The secret of a key that may be used; nil for any other.
    func secret(of accessKeyID: String) async -> String? {
        secrets.withLock { $0[accessKeyID] }
    }
}
