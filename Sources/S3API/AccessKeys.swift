/// Who may send requests.
package protocol AccessKeys: Sendable {
    /// The secret of an access key; nil for one that nobody has or that is disabled.
    func secret(of accessKeyID: String) async -> String?
}
