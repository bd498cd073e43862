import ArgumentParser
import Foundation
import Server

/// `katmai console`.
struct ConsoleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "console",
        abstract: "Print a link that opens the console of the server that runs here.",
        discussion: """
            The link signs one browser in, once, within a quarter of an hour. Whoever may ask for it may read the home, and so \
            could do all the same without it. In the console one can also sign in with an access key.
            """
    )

    @OptionGroup var home: HomeOption

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let link = try await home.client().consoleLink()
        if json { return try printJSON(link) }
        print(link.url)
    }
}
