import ArgumentParser
import Foundation
import Server

/// Which home a command is about.
struct HomeOption: ParsableArguments {
    @Option(
        help: "Where all data are (default: KATMAI_HOME, $XDG_DATA_HOME/katmai or ~/.local/share/katmai).",
        completion: .directory
    )
    var home: String?

    /// A way to the server that runs in it.
    func client() throws -> ControlClient {
        let flags: [SettingKey: String] = home.map { [.home: $0] } ?? [:]
        let environment = ProcessInfo.processInfo.environment
        return ControlClient(
            home: try SettingsReader(flags: flags, environment: environment, config: nil).home
        )
    }
}
