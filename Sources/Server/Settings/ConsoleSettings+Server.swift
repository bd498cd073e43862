import Console
import TrainingRuns

extension ConsoleSettings {
    /// What the console shows and keeps to.
    init(_ settings: ServerSettings) {
        self.init(
            hosts: AllowedHosts(listening: settings.host, others: settings.consoleHosts),
            isSecure: settings.tls != nil,
            home: settings.home,
            version: ProductVersion.current,
            shown: settings.shown
        )
    }
}

extension ServerSettings {
    /// The settings that a person may want to know of, as they are.
    fileprivate var shown: [ConsoleSettings.Shown] {
        func show(_ key: SettingKey, _ value: String, _ explanation: String) -> ConsoleSettings.Shown {
            ConsoleSettings.Shown(name: key.rawValue, value: value, explanation: explanation)
        }
        return [
            show(.host, host, "The name or address that the server listens on."),
            show(.port, "\(port)", "0 takes any that is free."),
            show(.limits, limits.rawValue, "Which of AWS's quotas bind."),
            show(.checkSignatures, "\(checksSignatures)", "Whether clients have to sign their requests."),
            show(
                .consoleHosts,
                consoleHosts.isEmpty ? "none" : consoleHosts.joined(separator: ", "),
                "Further names by which browsers may open this console."
            ),
            show(.concurrentTrainings, "\(concurrentTrainings)", "Trainings at one time; others wait."),
            show(.trainingThreads, trainingThreads.map { "\($0)" } ?? "all cores", "Threads of a training."),
            show(
                .trainingEpochs,
                trainingEpochs.map { "\($0)" } ?? "by the images",
                "Passes over the images in a training."
            ),
            show(.cacheGigabytes, "\(cacheBytes >> 30)", "Gigabytes of images kept for trainings."),
        ]
    }
}
