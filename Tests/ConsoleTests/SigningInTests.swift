import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Console

@Test func `a page sends who is not signed in to sign in, and back`() async throws {
    let answer = try await TestConsole().browse { try await $0.get("/_/settings?a=b&c") }
    #expect(answer.status == .seeOther)
    #expect(answer.headers[.location] == "/_/sign-in?next=%2F_%2Fsettings%3Fa%3Db%26c")
}

@Test func `a script hears that it is signed out`() async throws {
    let answer = try await TestConsole().browse { try await $0.get("/_/api/projects") }
    #expect(answer.status == .unauthorized)
    #expect(try answer.code == "signed-out")
}

@Test func `a link signs in once`() async throws {
    let console = try await TestConsole()
    let path = console.links.make().path
    try await console.browse { browser in
        let first = try await browser.get(path)
        #expect(first.status == .ok)
        let cookie = first.headers[.setCookie] ?? ""
        #expect(cookie.hasPrefix("katmai-session="))
        #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
        #expect(cookie.contains("Path=/_/"))
        let second = try await browser.get(path)
        #expect(second.status == .unauthorized)
        #expect(second.headers[.setCookie] == nil)
        #expect(second.text.contains("katmai console"))
    }
}

@Test func `a link is good for a quarter of an hour`() async throws {
    let console = try await TestConsole()
    let path = console.links.make().path
    console.later.pass(15 * 60)
    let answer = try await console.browse { try await $0.get(path) }
    #expect(answer.status == .unauthorized)
}

@Test func `a session outlives the server's process`() async throws {
    let console = try await TestConsole()
    let browser = try await console.browseSignedIn { $0 }
    let cookie = browser.cookie
    let status = try await console.browse(try await console.reopened()) { fresh in
        var fresh = fresh
        fresh.cookie = cookie
        return try await fresh.get("/_/").status
    }
    #expect(status == .ok)
}

@Test func `a session ends after thirty days`() async throws {
    let console = try await TestConsole()
    try await console.browseSignedIn { browser in
        console.later.pass(30 * 24 * 3600)
        let answer = try await browser.get("/_/")
        #expect(answer.status == .seeOther)
    }
}

private func signIn(_ browser: TestBrowser, secret: String = TestKeys.secret) async throws -> TestResponse {
    let escaped = secret.replacing("/", with: "%2F")
    return try await browser.send(
        .post,
        "/_/sign-in",
        bytes: Array("access-key=\(TestKeys.id)&secret=\(escaped)&next=%2F_%2Fsettings".utf8),
        headers: [.origin: "http://localhost"]
    )
}

@Test func `an access key signs in`() async throws {
    try await TestConsole().browse { browser in
        let welcome = try await signIn(browser)
        #expect(welcome.text.contains("/_/settings"))
        let inside = try await browser.signedIn(by: welcome)
        #expect(try await inside.get("/_/settings").status == .ok)
    }
}

@Test func `a wrong secret is refused`() async throws {
    let answer = try await TestConsole().browse { try await signIn($0, secret: "wrong") }
    #expect(answer.status == .unauthorized)
    #expect(answer.headers[.setCookie] == nil)
}

@Test func `a session ends with the key that began it`() async throws {
    let console = try await TestConsole()
    try await console.browse { browser in
        let inside = try await browser.signedIn(by: try await signIn(browser))
        #expect(try await inside.get("/_/").status == .ok)
        _ = try await console.keys.set(TestKeys.id, isEnabled: false)
        #expect(try await inside.get("/_/").status == .seeOther)
    }
}

@Test func `signing out ends the session`() async throws {
    try await TestConsole().browseSignedIn { browser in
        let without = try await browser.send(.post, "/_/sign-out", bytes: Array("csrf=wrong".utf8))
        #expect(without.status == .forbidden)
        let token = browser.token ?? ""
        let answer = try await browser.send(.post, "/_/sign-out", bytes: Array("csrf=\(token)".utf8))
        #expect(answer.status == .seeOther)
        #expect(try await browser.get("/_/").status == .seeOther)
    }
}

@Test(arguments: [
    "https://elsewhere.example/", "//elsewhere.example", "/_/\\elsewhere.example", "/_//elsewhere", "/other",
    "/_/\r\nSet-Cookie: x=y", "javascript:alert(1)",
])
func `signing in leads to pages of the console alone`(_ next: String) {
    #expect(SigningIn.safe(next) == "/_/")
}
