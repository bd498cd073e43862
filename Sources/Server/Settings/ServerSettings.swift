package import Foundation
package import Logging
package import ObjectStorage
package import Projects

/// How a server is set up, whoever said so: flags come before the environment, and that before the settings file.
package struct ServerSettings: Sendable {
    /// Which of AWS's quotas bind.
    package enum LimitsProfile: String, CaseIterable, Sendable {
        /// Those that do not only protect AWS's fleet.
        case own
        /// All.
        case aws
    }

    /// A certificate chain and its key, in PEM files.
    package struct TLSFiles: Hashable, Sendable {
        package var certificate: URL
        package var key: URL
    }

    /// Where all data are.
    package var home: URL
    /// The name or address to listen on.
    package var host = "127.0.0.1"
    /// 0 takes any that is free.
    package var port = 8080
    /// Of a new home, `us-east-1` where nil; a home keeps the one it was made with.
    package var region: String?
    package var limits = LimitsProfile.own
    /// Further names by which browsers may address the console, such as a reverse proxy's.
    package var consoleHosts: [String] = []
    /// Off only on loopback.
    package var checksSignatures = true
    /// Nil speaks plain HTTP.
    package var tls: TLSFiles?
    /// The most trainings at one time.
    package var concurrentTrainings = 1
    /// Of each training; nil takes all cores.
    package var trainingThreads: Int?
    /// Passes over the images of each training; nil goes by their number.
    package var trainingEpochs: Int?
    /// The most bytes of images that are kept for trainings.
    package var cacheBytes: Int64 = 20 << 30
    /// When models load and unload, within what memory and time, and what Rekognition would charge.
    package var serving = ServingSettings()
    package var logLevel = Logger.Level.info
    /// Buckets that lie elsewhere.
    package var buckets: [String: RemoteBucket] = [:]

    package init(home: URL) {
        self.home = home
    }

    /// The region of a home that was made without a word about it.
    static let usualRegion = "us-east-1"

    /// Whether `host` is reached from this machine alone.
    var isLoopback: Bool { Self.isLoopback(host) }

    /// Whether a name or an address is this machine's alone.
    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1"
            || host.wholeMatch(of: #/(?:::ffff:)?127(\.\d{1,3}){3}/#) != nil
    }
}
