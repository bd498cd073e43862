package import Foundation

/// What the console has to know of the server that it is part of.
package struct ConsoleSettings: Sendable {
    /// A setting as the settings page shows it.
    package struct Shown: Hashable, Sendable {
        package let name: String
        package let value: String
        package let explanation: String

        package init(name: String, value: String, explanation: String) {
            self.name = name
            self.value = value
            self.explanation = explanation
        }
    }

    /// Which `Host` and `Origin` are taken for the server's own.
    package var hosts: AllowedHosts
    /// Whether cookies go over TLS alone.
    package var isSecure: Bool
    /// Where all data are.
    package var home: URL
    /// Katmai's.
    package var version: String
    /// The settings, for reading.
    package var shown: [Shown]

    package init(hosts: AllowedHosts, isSecure: Bool, home: URL, version: String, shown: [Shown]) {
        self.hosts = hosts
        self.isSecure = isSecure
        self.home = home
        self.version = version
        self.shown = shown
    }
}
