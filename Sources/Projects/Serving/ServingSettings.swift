package import Catalog
import Foundation

/// How models are served, unless a version says otherwise.
package struct ServingSettings: Hashable, Sendable {
    /// Of versions that do not say.
    package var mode: ServingMode
    /// How long a model that is not started stays loaded when nobody asks; of versions that do not say.
    package var idleSeconds: Int
    /// After this a detection is answered with an error.
    package var deadlineSeconds: Int
    /// What all workers may hold together, in MB of 1,000,000 bytes; nil is no limit.
    package var modelMegabytes: Int?
    /// What one worker may hold; nil is no limit.
    package var workerMegabytes: Int?
    /// Threads that the units of a model share.
    package var cores: Int
    /// What Rekognition takes for an inference unit and an hour.
    package var hourlyDollars: Double
    /// The day of that rate, as `2026-11-24`.
    package var hourlyDollarsDate: String

    package init(
        mode: ServingMode = .onDemand,
        idleSeconds: Int = 300,
        deadlineSeconds: Int = 60,
        modelMegabytes: Int? = nil,
        workerMegabytes: Int? = nil,
        cores: Int = ProcessInfo.processInfo.activeProcessorCount,
        hourlyDollars: Double = 4,
        hourlyDollarsDate: String = "2026-11-24"
    ) {
        self.mode = mode
        self.idleSeconds = idleSeconds
        self.deadlineSeconds = deadlineSeconds
        self.modelMegabytes = modelMegabytes
        self.workerMegabytes = workerMegabytes
        self.cores = cores
        self.hourlyDollars = hourlyDollars
        self.hourlyDollarsDate = hourlyDollarsDate
    }

    var poolTerms: UnitPool.Terms {
        UnitPool.Terms(
            deadlineSeconds: Double(deadlineSeconds),
            unitBytes: workerMegabytes.map { Int64($0) * 1_000_000 },
            cores: cores
        )
    }
}

/// What a version itself says of its serving; nil takes the tag `katmai:serving`, then the server's settings.
package struct VersionServing: Hashable, Sendable {
    package var mode: ServingMode?
    /// There is no tag for it.
    package var idleSeconds: Int?

    package init(mode: ServingMode? = nil, idleSeconds: Int? = nil) {
        self.mode = mode
        self.idleSeconds = idleSeconds
    }
}

/// The tag by which AWS's clients say how a version is served.
package enum ServingTag {
    package static let key = "katmai:serving"
}

/// Where a version's mode comes from.
package enum ServingSource: String, Hashable, Sendable, Codable {
    case version
    case tag
    case server
}

/// How a version is served, all said and done.
struct EffectiveServing: Hashable, Sendable {
    let mode: ServingMode
    let source: ServingSource
    let idleSeconds: Int
    /// What is wrong with the tag, which is then passed over.
    let tagProblem: String?

    /// What holds for a version; `tag` is the value of its tag, where it has one.
    init(_ version: VersionRecord, tag: String?, _ settings: ServingSettings) {
        let tagged = tag.flatMap { ServingMode(rawValue: $0) }
        mode = version.servingMode ?? tagged ?? settings.mode
        source = version.servingMode != nil ? .version : tagged != nil ? .tag : .server
        idleSeconds = version.idleSeconds ?? settings.idleSeconds
        let names = ServingMode.allCases.map(\.rawValue).joined(separator: " or ")
        tagProblem = tag.flatMap { value in
            tagged == nil && version.servingMode == nil
                ? "the tag \(ServingTag.key) is \(value), not \(names)" : nil
        }
    }
}

extension VersionStatus {
    /// Whether detections are answered.
    func serves(_ mode: ServingMode) -> Bool {
        switch self {
        case .running: true
        case .trained, .copied, .starting, .stopping, .stopped: mode == .onDemand
        case .training, .trainingFailed, .failed, .deleting, .copying, .copyingFailed: false
        }
    }
}
