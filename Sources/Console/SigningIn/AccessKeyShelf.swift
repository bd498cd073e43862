package import Catalog

/// The access keys, as the server keeps them.
package protocol AccessKeyShelf: Sendable {
    /// The secret of a key that may be used; nil for any other.
    func secret(of accessKeyID: String) async -> String?
    /// All keys, oldest first.
    func all() async throws -> [AccessKeyRecord]
    /// Makes a key.
    func add() async throws -> AccessKeyRecord
    /// Lets a key be used or not; false when there is none of this id.
    func set(_ id: String, isEnabled: Bool) async throws -> Bool
    /// Deletes a key; false when there is none of this id.
    func delete(_ id: String) async throws -> Bool
}
