import AWSSignatureV4
import Catalog
import Foundation
import Logging
import ObjectStorage
import Projects
import Testing

@testable import Server

private func read(
    _ flags: [SettingKey: String] = [:],
    _ environment: [String: String] = [:],
    file: URL? = nil
) throws -> ServerSettings {
    // A home without a settings file, unless a test names one.
    let elsewhere = ["XDG_DATA_HOME": "/nonexistent"]
    let reader = try SettingsReader(
        flags: flags,
        environment: environment.merging(elsewhere) { given, _ in given },
        config: file
    )
    return try reader.settings()
}

/// What is said of settings that cannot be used.
private func refusal(
    _ flags: [SettingKey: String] = [:],
    _ environment: [String: String] = [:],
    file: URL? = nil
) -> String? {
    do {
        _ = try read(flags, environment, file: file)
        return nil
    } catch {
        return "\(error)"
    }
}

/// Writes a settings file with these permissions, gone with the test.
private func withFile<Value>(
    _ text: String,
    permissions: Int = 0o600,
    _ body: (URL) throws -> Value
) throws -> Value {
    let file = FileManager.default.temporaryDirectory.appending(path: "katmai-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(text.utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: file.path)
    return try body(file)
}

@Test func `nothing need be set`() throws {
    let settings = try read()
    #expect(settings.home.path == "/nonexistent/katmai")
    #expect(settings.host == "127.0.0.1")
    #expect(settings.port == 8080)
    #expect(settings.region == nil)
    #expect(settings.limits == .own)
    #expect(settings.checksSignatures)
    #expect(settings.tls == nil)
    #expect(settings.concurrentTrainings == 1)
    #expect(settings.trainingThreads == nil)
    #expect(settings.cacheBytes == 20 << 30)
    #expect(settings.serving == ServingSettings())
    #expect(settings.serving.mode == .onDemand)
    #expect(settings.serving.idleSeconds == 300)
    #expect(settings.serving.deadlineSeconds == 60)
    #expect(settings.serving.modelMegabytes == nil && settings.serving.workerMegabytes == nil)
    #expect(settings.serving.hourlyDollars == 4)
    #expect(settings.logLevel == .info)
}

@Test func `how models are served can be set`() throws {
    let flags: [SettingKey: String] = [
        .serving: "manual", .idleSeconds: "9", .deadlineSeconds: "30", .modelMegabytes: "2000",
        .workerMegabytes: "700", .hourlyDollars: "3.5", .hourlyDollarsDate: "2026-11-28",
    ]
    let serving = try read(flags).serving
    #expect(serving.mode == .manual)
    #expect(serving.idleSeconds == 9)
    #expect(serving.deadlineSeconds == 30)
    #expect(serving.modelMegabytes == 2000)
    #expect(serving.workerMegabytes == 700)
    #expect(serving.hourlyDollars == 3.5)
    #expect(serving.hourlyDollarsDate == "2026-11-28")
    try withFile(#"{"serving":"manual","hourly-dollars":4.5,"hourly-dollars-date":"2026-11-28"}"#) { file in
        let serving = try read(file: file).serving
        #expect(serving.mode == .manual)
        #expect(serving.hourlyDollars == 4.5)
    }
}

@Test(
    arguments: [
        (SettingKey.serving, "onDemand", "on-demand or manual"), (.idleSeconds, "0", "1 to 31536000"),
        (.deadlineSeconds, "3601", "1 to 3600"), (.modelMegabytes, "63", "64 to 10000000"),
        (.workerMegabytes, "2GB", "64 to 10000000"), (.hourlyDollars, "-1", "a price from 0 to 10000"),
        (.hourlyDollars, "nan", "a price from 0 to 10000"), (.hourlyDollarsDate, "2026-2-3", "a day such as"),
        (.hourlyDollarsDate, "2026-02-30", "a day such as"),
    ]
)
func `a way of serving that cannot be is refused`(_ key: SettingKey, _ value: String, _ wanted: String) {
    let said = refusal([key: value])
    #expect(said?.contains("--\(key.rawValue) is \"\(value)\"") == true, "\(said ?? "nothing")")
    #expect(said?.contains(wanted) == true)
}

@Test func `a price needs the day on which it was looked up`() throws {
    #expect(refusal([.hourlyDollars: "3"])?.contains("set without hourly-dollars-date") == true)
    #expect(try read([.hourlyDollarsDate: "2026-11-28"]).serving.hourlyDollarsDate == "2026-11-28")
}

@Test func `flags come before the environment, and that before the file`() throws {
    try withFile(#"{"port":1,"host":"::1","log-level":"debug","check-signatures":false}"#) { file in
        let settings = try read([.port: "3"], ["KATMAI_PORT": "2", "KATMAI_LOG_LEVEL": "error"], file: file)
        #expect(settings.port == 3)
        #expect(settings.logLevel == .error)
        #expect(settings.host == "::1")
        #expect(!settings.checksSignatures)
    }
}

@Test func `a value that cannot be used is named with its origin`() throws {
    #expect(
        refusal([.port: "http"]) == #"--port is "http", not a whole number from 0 to 65535"#
    )
    #expect(refusal([:], ["KATMAI_LIMITS": "none"])?.contains("the environment's KATMAI_LIMITS") == true)
    try withFile(#"{"log-level":"loud"}"#) { file in
        #expect(refusal(file: file)?.contains("\"log-level\" in \(file.path)") == true)
    }
    #expect(refusal([.region: "moon"])?.contains("moon") == true)
}

@Test func `a key that nothing has is an error`() throws {
    #expect(refusal([:], ["KATMAI_PROT": "1"])?.contains("KATMAI_PROT") == true)
    try withFile(#"{"prot":1}"#) { file in
        #expect(refusal(file: file)?.contains("\"prot\"") == true)
    }
}

@Test func `signatures can be done without on loopback alone`() throws {
    for host in ["0.0.0.0", "192.168.1.7", "example.com", "127.evil.example"] {
        #expect(refusal([.checkSignatures: "false", .host: host])?.contains("anybody") == true, "\(host)")
    }
    for host in ["127.0.0.1", "127.1.2.3", "::1", "localhost"] {
        #expect(try !read([.checkSignatures: "false", .host: host]).checksSignatures)
    }
}

@Test func `a certificate needs its key`() {
    #expect(refusal([.tlsCertificate: "/a.pem"])?.contains("tls-key") == true)
    #expect(refusal([.tlsKey: "/a.pem"])?.contains("tls-certificate") == true)
}

@Test func `buckets elsewhere come from the file`() throws {
    let text = #"{"buckets":{"bears":{"region":"eu-west-1","access-key-id":"AKIA","secret-access-key":"s"}}}"#
    try withFile(text) { file in
        let bucket = try #require(try read(file: file).buckets["bears"])
        #expect(bucket.endpoint.absoluteString == "https://s3.eu-west-1.amazonaws.com")
        #expect(bucket.credential == Credential(accessKeyID: "AKIA", secret: "s"))
        #expect(bucket.style == .path)
    }
    try withFile(text, permissions: 0o644) { file in
        #expect(refusal(file: file)?.contains("chmod 600") == true)
    }
    for broken in [
        #"{}"#, #"{"region":"eu-west-1","endpoint":"here"}"#, #"{"region":"eu-west-1","colour":"red"}"#,
    ] {
        try withFile(#"{"buckets":{"bears":\#(broken)}}"#) { file in
            #expect(refusal(file: file)?.contains("bears") == true, "\(broken)")
        }
    }
}

@Test func `the console answers to further names that are given`() throws {
    #expect(
        try read([.consoleHosts: "katmai.example, [fe80::1]"]).consoleHosts == [
            "katmai.example", "[fe80::1]",
        ]
    )
    #expect(
        refusal([.consoleHosts: "https://katmai.example"])
            == "--console-hosts is \"https://katmai.example\", not names of hosts, without ports, with commas between"
    )
}
