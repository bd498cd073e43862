import FoundationEssentials

/// Base64 with letters that need no escaping in a shell or a URL, without padding (RFC 4648, section 5).
enum Base64URL {
    private static let letters: [Character: Character] = ["+": "-", "/": "_"]

    static func text(_ bytes: Data) -> String {
        String(bytes.base64EncodedString().prefix { $0 != "=" }.map { letters[$0] ?? $0 })
    }
}
