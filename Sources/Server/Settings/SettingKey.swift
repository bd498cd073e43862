/// What can be set, by the names that flags and the settings file use.
package enum SettingKey: String, CaseIterable, Sendable {
    case home
    case host
    case port
    case region
    case limits
    case consoleHosts = "console-hosts"
    case checkSignatures = "check-signatures"
    case tlsCertificate = "tls-certificate"
    case tlsKey = "tls-key"
    case concurrentTrainings = "concurrent-trainings"
    case trainingThreads = "training-threads"
    case trainingEpochs = "training-epochs"
    case cacheGigabytes = "cache-gigabytes"
    case serving
    case idleSeconds = "idle-seconds"
    case deadlineSeconds = "deadline-seconds"
    case modelMegabytes = "model-megabytes"
    case workerMegabytes = "worker-megabytes"
    case hourlyDollars = "hourly-dollars"
    case hourlyDollarsDate = "hourly-dollars-date"
    case logLevel = "log-level"

    /// `KATMAI_` and the name in capitals.
    package var variable: String { Self.prefix + rawValue.uppercased().replacing("-", with: "_") }

    static let prefix = "KATMAI_"
}
