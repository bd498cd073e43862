import Catalog
import Foundation
import Projects

/// Access keys, and how the server is set up.
struct SettingsPage: ConsolePage {
    static let template = "settings"

    struct Key: Hashable, Sendable {
        let id: String
        let isEnabled: Bool
        let created: When
        /// Whether it is the only one that clients can use.
        let isLast: Bool
    }

    struct Setting: Hashable, Sendable {
        let name: String
        let value: String
        let explanation: String
    }

    struct Named: Hashable, Sendable {
        let name: String
    }

    let shell: Shell
    let keys: [Key]
    let endpoint: String
    let region: String
    let account: String
    let home: String
    let settings: [Setting]
    let hosts: [Named]
}

extension SettingsPage {
    init(shell: Shell, _ keys: [AccessKeyRecord], _ desk: Desk) {
        let enabled = keys.filter(\.isEnabled)
        self.shell = shell
        self.keys = keys.map { key in
            Key(
                id: key.id,
                isEnabled: key.isEnabled,
                created: When(Date(milliseconds: key.created), now: desk.now()),
                isLast: enabled.map(\.id) == [key.id]
            )
        }
        endpoint = desk.endpoint()
        region = desk.useCases.account.region
        account = desk.useCases.account.id
        home = desk.settings.home.path
        settings = desk.settings.shown.map {
            Setting(name: $0.name, value: $0.value, explanation: $0.explanation)
        }
        hosts = desk.settings.hosts.names.sorted().map(Named.init)
    }
}
