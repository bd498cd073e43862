/// The names by which browsers may address the console.
///
/// A page from elsewhere can let its own name resolve to this machine and so become "same-origin" with the console; the name
/// in `Host` gives it away. An address in digits cannot be turned like that, so a server that listens on all addresses
/// takes every one of them.
package struct AllowedHosts: Hashable, Sendable {
    /// In lower case, without ports; IPv6 in brackets.
    package let names: Set<String>
    private let takesAddresses: Bool

    /// - Parameters:
    ///   - listening: The name or address that the server listens on.
    ///   - others: What the setting `console-hosts` adds.
    package init(listening: String, others: [String]) {
        let everywhere = ["0.0.0.0", "::"].contains(listening)
        takesAddresses = everywhere
        var names = Set(others.map { $0.lowercased() })
        if !everywhere { names.insert(Self.bracketed(listening.lowercased())) }
        if everywhere || Self.isLoopback(listening) {
            names.formUnion(["localhost", "127.0.0.1", "[::1]"])
        }
        self.names = names
    }

    /// Whether a `Host`, with or without a port, is one of them.
    func contains(authority: String) -> Bool {
        let name = Self.name(of: authority.lowercased())
        return names.contains(name) || (takesAddresses && Self.isAddress(name))
    }

    private static func bracketed(_ name: String) -> String {
        name.contains(":") && !name.hasPrefix("[") ? "[\(name)]" : name
    }

    private static func isLoopback(_ name: String) -> Bool {
        name == "localhost" || name == "::1" || name.hasPrefix("127.")
    }

    /// Without the port.
    private static func name(of authority: String) -> String {
        if authority.hasPrefix("[") {
            return authority.firstIndex(of: "]").map { String(authority[...$0]) } ?? authority
        }
        return String(authority.prefix { $0 != ":" })
    }

    private static func isAddress(_ name: String) -> Bool {
        if name.hasPrefix("[") { return name.hasSuffix("]") }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    }
}
