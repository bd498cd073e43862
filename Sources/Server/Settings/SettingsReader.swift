import Catalog
import Configuration
package import Foundation
import Logging
import ObjectStorage
import Projects

/// Puts settings together from flags, environment and file.
///
/// swift-configuration says which of them comes first. It gives a default for what it cannot read, and does not know which keys
/// there are; so all values are read as texts, and both are checked here.
package struct SettingsReader {
    /// Variables of this prefix that are not the server's; any other unknown one is a slip of the pen.
    private static let otherVariables: Set<String> = [
        "KATMAI_CONFIG", "KATMAI_FAILPOINT", "KATMAI_DATASETS", "KATMAI_PYTHON", "KATMAI_REFERENCE",
        "KATMAI_PROGRAMS", "KATMAI_TORCH", "KATMAI_FUZZ", "KATMAI_WORKER", "KATMAI_KILLS", "KATMAI_SEED",
    ]
    private static let levels = Logger.Level.allCases.map(\.rawValue)

    private let flags: [SettingKey: String]
    private let environment: [String: String]
    private let file: SettingsFile?
    private let reader: ConfigReader

    /// - Parameters:
    ///   - flags: from the command line, as they were written there.
    ///   - environment: all variables of the process.
    ///   - config: the settings file; nil takes `KATMAI_CONFIG`, or `katmai.json` in the home where there is one.
    /// - Throws: `SettingError` for keys that nothing has and a file that cannot be read.
    package init(
        flags: [SettingKey: String],
        environment: [String: String],
        config: URL?
    ) throws(SettingError) {
        self.flags = flags
        self.environment = environment
        let names = Set(SettingKey.allCases.map(\.variable)).union(Self.otherVariables)
        for name in environment.keys.sorted() where name.hasPrefix(SettingKey.prefix) && !names.contains(name)
        {
            throw SettingError(
                "the environment has \(name), which is no setting of Katmai's: see katmai serve --help"
            )
        }
        file = try Self.file(flags, environment, config)
        reader = ConfigReader(providers: [
            Self.provider(flags), EnvironmentVariablesProvider(environmentVariables: environment),
            Self.provider(file?.values ?? [:]),
        ])
    }

    private static func file(
        _ flags: [SettingKey: String],
        _ environment: [String: String],
        _ config: URL?
    ) throws(SettingError) -> SettingsFile? {
        let named = environment["KATMAI_CONFIG"].flatMap { $0.isEmpty ? nil : URL(filePath: $0) }
        if let url = config ?? named { return try SettingsFile(contentsOf: url) }
        let home = home(flags[.home] ?? environment[SettingKey.home.variable], environment)
        let url = home.appending(path: "katmai.json")
        return FileManager.default.fileExists(atPath: url.path) ? try SettingsFile(contentsOf: url) : nil
    }

    private static func provider(_ values: [SettingKey: String]) -> InMemoryProvider {
        InMemoryProvider(
            values: Dictionary(
                uniqueKeysWithValues: values.map { key, value in
                    (key.path, ConfigValue(.string(value), isSecret: false))
                }
            )
        )
    }

    /// Where data are kept when nobody says where: `$XDG_DATA_HOME/katmai`, or `~/.local/share/katmai`.
    private static func home(_ path: String?, _ environment: [String: String]) -> URL {
        if let path, !path.isEmpty {
            return URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL
        }
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
            return URL(filePath: data, directoryHint: .isDirectory).appending(path: "katmai")
        }
        return FileManager.default.homeDirectoryForCurrentUser.appending(path: ".local/share/katmai")
    }

    /// The home alone, for commands that look for the server in it.
    package var home: URL { Self.home(text(.home), environment) }

    /// All settings.
    ///
    /// Throws `SettingError` for the first value that cannot be used.
    package func settings() throws(SettingError) -> ServerSettings {
        var settings = ServerSettings(home: home)
        settings.host = try value(.host, "a name or an address") { $0.isEmpty ? nil : $0 } ?? settings.host
        settings.port = try number(.port, in: 0...65_535) ?? settings.port
        settings.region = try value(.region, "a region such as us-east-1") {
            $0.wholeMatch(of: #/[a-z]{2}(-[a-z]+)+-\d/#) != nil ? $0 : nil
        }
        settings.limits = try value(.limits, "own or aws") { .init(rawValue: $0) } ?? settings.limits
        settings.consoleHosts =
            try value(.consoleHosts, "names of hosts, without ports, with commas between") {
                Self.hosts($0)
            } ?? []
        settings.checksSignatures = try value(.checkSignatures, "true or false") { Bool($0) } ?? true
        settings.tls = try tls()
        settings.concurrentTrainings = try number(.concurrentTrainings, in: 1...64) ?? 1
        settings.trainingThreads = try number(.trainingThreads, in: 1...1024)
        settings.trainingEpochs = try number(.trainingEpochs, in: 1...10_000)
        settings.cacheBytes =
            try number(.cacheGigabytes, in: 1...100_000).map { Int64($0) << 30 } ?? settings.cacheBytes
        settings.serving = try serving()
        let levels = "one of \(Self.levels.joined(separator: ", "))"
        settings.logLevel = try value(.logLevel, levels) { Logger.Level(rawValue: $0) } ?? settings.logLevel
        settings.buckets = file?.buckets ?? [:]
        guard settings.checksSignatures || settings.isLoopback else {
            throw SettingError(
                "\(origin(.checkSignatures)) is false and \(origin(.host)) is \(settings.host): without signatures anybody "
                    + "may do anything, so Katmai then listens on 127.0.0.1, ::1 or localhost only"
            )
        }
        return settings
    }

    /// Nil where one of them is no name.
    private static func hosts(_ text: String) -> [String]? {
        let names = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        let areNames = names.allSatisfy { $0.wholeMatch(of: #/[A-Za-z0-9._\-]+|\[[0-9A-Fa-f:]+\]/#) != nil }
        return areNames ? names : nil
    }

    private func tls() throws(SettingError) -> ServerSettings.TLSFiles? {
        switch (text(.tlsCertificate), text(.tlsKey)) {
        case (nil, nil): return nil
        case (let certificate?, let key?):
            return .init(certificate: URL(filePath: certificate), key: URL(filePath: key))
        case (nil, _):
            throw SettingError("\(origin(.tlsKey)) is set without \(SettingKey.tlsCertificate.rawValue)")
        case (_, nil):
            throw SettingError("\(origin(.tlsCertificate)) is set without \(SettingKey.tlsKey.rawValue)")
        }
    }

    private func serving() throws(SettingError) -> ServingSettings {
        let megabytes = 64...10_000_000
        var serving = ServingSettings()
        serving.mode =
            try value(.serving, "on-demand or manual") { ServingMode(rawValue: $0) } ?? serving.mode
        serving.idleSeconds = try number(.idleSeconds, in: 1...31_536_000) ?? serving.idleSeconds
        serving.deadlineSeconds = try number(.deadlineSeconds, in: 1...3600) ?? serving.deadlineSeconds
        serving.modelMegabytes = try number(.modelMegabytes, in: megabytes)
        serving.workerMegabytes = try number(.workerMegabytes, in: megabytes)
        let dollars = try value(.hourlyDollars, "a price from 0 to 10000 such as 4 or 3.50") { text in
            Double(text).flatMap { (0...10_000).contains($0) ? $0 : nil }
        }
        let date = try value(.hourlyDollarsDate, "a day such as 2026-11-28") { Self.isDay($0) ? $0 : nil }
        // A price with the day of another one would be a lie.
        guard dollars == nil || date != nil else {
            throw SettingError(
                "\(origin(.hourlyDollars)) is set without \(SettingKey.hourlyDollarsDate.rawValue)"
            )
        }
        serving.hourlyDollars = dollars ?? serving.hourlyDollars
        serving.hourlyDollarsDate = date ?? serving.hourlyDollarsDate
        return serving
    }

    /// Whether a text is a day of the calendar, as 2026-11-28.
    private static func isDay(_ text: String) -> Bool {
        guard let match = text.wholeMatch(of: #/(\d{4})-(\d{2})-(\d{2})/#) else { return false }
        let calendar = Calendar(identifier: .gregorian)
        let (year, month, day) = (Int(match.1), Int(match.2), Int(match.3))
        return DateComponents(calendar: calendar, year: year, month: month, day: day).isValidDate
    }

    private func text(_ key: SettingKey) -> String? {
        reader.string(forKey: ConfigKey(key.path.components))
    }

    /// Nil for what nobody set.
    private func value<Value>(
        _ key: SettingKey,
        _ wanted: String,
        _ parse: (String) -> Value?
    ) throws(SettingError) -> Value? {
        guard let text = text(key) else { return nil }
        guard let value = parse(text) else {
            throw SettingError("\(origin(key)) is \"\(text)\", not \(wanted)")
        }
        return value
    }

    private func number(_ key: SettingKey, in range: ClosedRange<Int>) throws(SettingError) -> Int? {
        try value(key, "a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// Where a value comes from, as its reader would look for it.
    private func origin(_ key: SettingKey) -> String {
        if flags[key] != nil { return "--\(key.rawValue)" }
        if environment[key.variable] != nil { return "the environment's \(key.variable)" }
        if file?.values[key] != nil { return "\"\(key.rawValue)\" in \(file?.path ?? "the settings file")" }
        return key.rawValue
    }
}

extension SettingKey {
    /// The key in swift-configuration's terms: `KATMAI_LOG_LEVEL` in the environment.
    var path: AbsoluteConfigKey {
        AbsoluteConfigKey(["katmai"] + rawValue.split(separator: "-").map(String.init))
    }
}
