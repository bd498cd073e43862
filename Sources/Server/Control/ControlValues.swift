package import Foundation

/// What a running server tells commands of itself.
package struct ServerStatus: Hashable, Sendable, Codable {
    /// The endpoint, such as `http://127.0.0.1:8080`.
    package let url: String
    package let region: String
    package let account: String
    package let home: String
    package let version: String
}

/// An access key as commands see it.
package struct ListedKey: Hashable, Sendable, Codable {
    package let id: String
    package let secret: String
    package let isEnabled: Bool
    package let created: Date
}

/// A link that signs one browser in, once.
package struct ListedLink: Hashable, Sendable, Codable {
    package let url: String
    package let expires: Date
}

/// A training as commands see it.
package struct ListedRun: Hashable, Sendable, Codable {
    package let project: String
    package let version: String
    package let arn: String
    /// `QUEUED`, `TRAINING` and so on.
    package let status: String
    /// Of the steps, 0...1.
    package let progress: Double
    package let secondsLeft: Double?
    package let queued: Date
    package let started: Date?
    package let attempts: Int
    package let trainedSeconds: Double
    /// Why there is no model, where that is so.
    package let message: String
}

/// Why the server does not do what a command asks.
struct ControlRefusal: Codable {
    let message: String
    /// Where it is about the one image that was sent.
    var imageCode: String?
}
