import Foundation
import Hummingbird

/// The cookie that holds a session's word; no script and no other site gets at it.
enum SessionCookie {
    static let name = "katmai-session"

    static func begin(_ word: SecretWord, isSecure: Bool) -> Cookie {
        cookie(word.text, seconds: Int(Sessions.life), isSecure: isSecure)
    }

    static func end(isSecure: Bool) -> Cookie { cookie("none", seconds: 0, isSecure: isSecure) }

    private static func cookie(_ value: String, seconds: Int, isSecure: Bool) -> Cookie {
        Cookie(
            name: name,
            value: value,
            maxAge: seconds,
            path: "/_/",
            secure: isSecure,
            httpOnly: true,
            sameSite: .strict
        )
    }
}
