import Foundation
import Server

/// Access keys as people and shells read them.
enum KeyText {
    /// The lines that make a shell's AWS clients use the server.
    static func exports(of key: ListedKey, _ status: ServerStatus) -> String {
        """
        export AWS_ACCESS_KEY_ID=\(key.id)
        export AWS_SECRET_ACCESS_KEY=\(key.secret)
        unset AWS_SESSION_TOKEN AWS_PROFILE
        export AWS_REGION=\(status.region)
        export AWS_DEFAULT_REGION=\(status.region)
        export AWS_ENDPOINT_URL=\(status.url)
        """
    }

    /// All keys with their secrets, and how to use one.
    static func table(of keys: [ListedKey], _ status: ServerStatus) -> String {
        let rows = keys.map { key in
            let state = key.isEnabled ? "enabled " : "disabled"
            return "\(key.id)  \(key.secret)  \(state)  \(key.created.formatted(.iso8601))"
        }
        return (["endpoint  \(status.url)", "region    \(status.region)", ""] + rows).joined(separator: "\n")
    }
}
