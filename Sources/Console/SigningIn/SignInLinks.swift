package import Foundation
import Synchronization

/// A link that signs one browser in, once.
package struct SignInLink: Hashable, Sendable {
    /// Behind the endpoint, such as `/_/sign-in?token=...`.
    package let path: String
    package let expires: Date
}

/// The links that were handed out and not used yet.
///
/// Of each only a hash is kept, and that in memory: a link does not outlive the server, which prints a new one as it starts.
package final class SignInLinks: Sendable {
    /// How long a link is good for.
    private static let life: TimeInterval = 15 * 60
    /// More are forgotten, the oldest first.
    private static let most = 100

    private let now: @Sendable () -> Date
    private let expiries = Mutex<[Data: Date]>([:])

    package init(now: @escaping @Sendable () -> Date) {
        self.now = now
    }

    /// Makes a link.
    package func make() -> SignInLink {
        let word = SecretWord()
        let expires = now() + Self.life
        expiries.withLock { expiries in
            expiries[word.hash] = expires
            if expiries.count > Self.most, let oldest = expiries.min(by: { $0.value < $1.value }) {
                expiries[oldest.key] = nil
            }
        }
        return SignInLink(path: "/_/sign-in?token=\(word.text)", expires: expires)
    }

    /// Uses a link up; false where it is none, was used already or is too old.
    func redeem(_ token: String) -> Bool {
        let hash = SecretWord(token).hash
        let moment = now()
        return expiries.withLock { expiries in
            guard let expires = expiries.removeValue(forKey: hash) else { return false }
            return moment < expires
        }
    }
}
