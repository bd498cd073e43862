import ArgumentParser
import Foundation
import Server
import Testing

@testable import katmai

private let arn = "arn:aws:rekognition:us-east-1:123456789012:project/bear.cam/version/first-1/1700000000000"

@Test func `a version is named by project and name, or by its ARN`() throws {
    let plain = try VersionName("bear.cam/first-1")
    #expect(plain.project == "bear.cam" && plain.version == "first-1" && plain.arn == nil)
    let full = try VersionName(arn)
    #expect(full.project == "bear.cam" && full.version == "first-1" && full.arn == arn)
    #expect("\(full)" == "bear.cam/first-1")
}

@Test(arguments: [
    "", "bearcam", "bearcam/", "/first", "a b/first", "bearcam/first/1",
    "arn:aws:rekognition:us-east-1:123456789012:project/bearcam/1700000000000",
    "arn:aws:s3:us-east-1:123456789012:project/bearcam/version/first/1",
])
func `what names no version is refused`(_ text: String) {
    #expect(throws: VersionName.Malformed.self) { try VersionName(text) }
}

@Test func `a table has texts to the left and numbers to the right`() {
    var table = TextTable(columns: [.text("version"), .number("calls"), .text("model")])
    table.rows = [["bearcam/first", "12", "loaded"], ["a/b", "3", ""]]
    #expect(
        table.text == """
            version        calls  model
            bearcam/first     12  loaded
            a/b                3
            """
    )
}

@Test func `detect asks a bundle or the server`() throws {
    let local = try DetectCommand.parse(["bears.katmai", "a.jpg"])
    #expect(local.server == nil && local.images == ["a.jpg"])
    let served = try DetectCommand.parse(["--server", "bearcam/first", "a.jpg"])
    #expect(served.server?.project == "bearcam" && served.bundle == "a.jpg" && served.images.isEmpty)
    for wrong in [
        ["bears.katmai"], ["--server", "bearcam", "a.jpg"], ["bears.katmai", "a.jpg", "--home", "h"],
        ["--server", "bearcam/first", "a.jpg", "--threads", "2"], ["--server", "bearcam/first", "-", "-"],
    ] {
        #expect(throws: (any Error).self) { try DetectCommand.parse(wrong) }
    }
}

@Test func `what is no way of serving is refused before anybody is asked`() throws {
    let command = try VersionsCommand.Serving.parse(["a/b", "--mode", "manual", "--idle-seconds", "server"])
    #expect(command.mode == "manual")
    for wrong in [["--mode", "sometimes"], ["--idle-seconds", "0"], ["--idle-seconds", "soon"]] {
        #expect(throws: (any Error).self) { try VersionsCommand.Serving.parse(["a/b"] + wrong) }
    }
    #expect(throws: (any Error).self) { try VersionsCommand.Start.parse(["a/b", "--min-units", "0"]) }
    #expect(throws: (any Error).self) {
        try VersionsCommand.Start.parse(["a/b", "--min-units", "2", "--max-units", "1"])
    }
    #expect(throws: (any Error).self) { try UsageCommand.parse(["--month", "November"]) }
}

@Test func `usage tells what Rekognition would have charged`() throws {
    let json = """
        {"hourlyDollars": 4, "hourlyDollarsDate": "2026-11-28", "months": [
          {"project": "bearcam", "version": "first", "arn": "a", "isDeleted": true, "month": "2026-11",
           "calls": 13, "coldCalls": 2, "warmCalls": 10, "failedCalls": 1, "loads": 2, "busySeconds": 3.2,
           "unitSeconds": 620, "startedUnitSeconds": 0,
           "cold": {"p50": 180, "p95": 211.6, "p99": 212, "longest": 212},
           "peakBytes": 91499999, "rekognitionHours": 2.5, "rekognitionDollars": 10.05}]}
        """
    let usage = try JSONDecoder().decode(ListedUsage.self, from: Data(json.utf8))
    let text = UsageText.table(of: usage)
    #expect(text.contains("2026-11  bearcam/first (deleted)     13     2       1"))
    #expect(text.contains("212 ms"))
    #expect(text.contains("91 MB"))
    #expect(text.hasSuffix("would have charged $10.05, at $4.00 an hour and unit (price of 2026-11-28)."))
}
