/// Where the secrets of access keys are kept.
package protocol AccessKeys: Sendable {
    /// The secret of an access key; nil for a key that nobody has or that is disabled.
    func secret(of accessKeyID: String) async throws -> String?
}
