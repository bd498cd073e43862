import Crypto
import FoundationEssentials
import Projects

/// Turns places in lists into tokens for clients, and back.
///
/// A token is good for the query that it came with and no other: it carries an authentication code over both, made with a
/// secret that never leaves the server. It does not hide the place.
struct PageTokenSeal: Sendable {
    /// The service model's limit on ExtendedPaginationToken, in characters.
    static let longestToken = 1024
    /// Bytes that are kept of a code: as many as make a forgery hopeless.
    private static let codeLength = 16
    /// Their characters.
    private static let codeTextLength = 22

    private let key: SymmetricKey

    init(secret: [UInt8]) {
        // Derived, so that the secret may serve other ends too.
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("katmai rekognition page tokens".utf8),
            using: SymmetricKey(data: secret)
        )
        key = SymmetricKey(data: code)
    }

    /// The token for the page that begins at a place.
    func seal(_ place: PageToken, of query: PageQuery) throws(PageTokenError) -> String {
        let token = code(of: place.rawValue, query) + place.rawValue
        let length = token.unicodeScalars.count
        guard length <= Self.longestToken else { throw .tooLong(characters: length) }
        return token
    }

    /// The place that a token stands for; throws where it is not one of this server's for this query.
    func open(_ token: String, of query: PageQuery) throws(RekognitionError) -> PageToken {
        let given = token.utf8.prefix(Self.codeTextLength)
        let place = String(decoding: token.utf8.dropFirst(Self.codeTextLength), as: UTF8.self)
        guard isSame(given, code(of: place, query).utf8) else { throw .invalidPaginationToken }
        return PageToken(rawValue: place)
    }

    private func code(of place: String, _ query: PageQuery) -> String {
        let message = Data((query.text + place).utf8)
        let code = HMAC<SHA256>.authenticationCode(for: message, using: key)
        return Base64URL.text(Data(code.prefix(Self.codeLength)))
    }

    /// Compares codes in the same time wherever they differ.
    private func isSame(_ first: some Collection<UInt8>, _ second: some Collection<UInt8>) -> Bool {
        first.count == second.count && zip(first, second).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// A place in a list that no token can carry: the use case's own fault.
enum PageTokenError: Error, Hashable, Sendable, CustomStringConvertible {
    case tooLong(characters: Int)

    var description: String {
        switch self {
        case .tooLong(let characters):
            "a page token of \(characters) characters is over the limit of \(PageTokenSeal.longestToken)"
        }
    }
}
