/// A setting that cannot be used.
package struct SettingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Says where the setting was made, its value and what would be right.
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
