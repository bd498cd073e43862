import Catalog
import Foundation
import Testing

@testable import Projects
@testable import Server

@Test(arguments: [
    (#"{}"#, ServingChange(mode: .keep, idleSeconds: .keep)),
    (#"{"mode":null}"#, ServingChange(mode: .forget, idleSeconds: .keep)),
    (#"{"mode":"manual","idleSeconds":9}"#, ServingChange(mode: .set("manual"), idleSeconds: .set(9))),
    (#"{"idleSeconds":null}"#, ServingChange(mode: .keep, idleSeconds: .forget)),
])
func `a change of serving tells keeping from forgetting`(_ text: String, _ change: ServingChange) throws {
    #expect(try JSONDecoder().decode(ServingChange.self, from: Data(text.utf8)) == change)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    // In the order of the alphabet.
    let sorted = text == #"{"mode":"manual","idleSeconds":9}"# ? #"{"idleSeconds":9,"mode":"manual"}"# : text
    #expect(String(decoding: try encoder.encode(change), as: UTF8.self) == sorted)
}

@Test(arguments: [
    ("2026-11", true), ("2026-00", false), ("2026-13", false), ("26-11", false), ("2026-11-28", false),
])
func `a month has a year and a number`(_ text: String, _ isMonth: Bool) {
    #expect(ListedUsage.isMonth(text) == isMonth)
}

@Test func `a latency has percentiles in milliseconds, and none without calls`() {
    var histogram = LatencyHistogram()
    #expect(ListedLatency(histogram) == nil)
    histogram.add(seconds: 0.25)
    #expect(ListedLatency(histogram)?.longest == 250)
    #expect(ListedLatency(histogram)?.p50 == 250)
}

@Test func `a refusal says whether it is about the image`() {
    let version = VersionReference(project: "bearcam", name: "first", number: 1)
    let image = ControlDoor.Refusal(.imageUnusable(reason: "It is no JPEG."))
    #expect(image?.imageCode == "bad_image")
    #expect(image?.message == "It is no JPEG.")
    let busy = ControlDoor.Refusal(.versionBusy(version, .running))
    #expect(busy?.imageCode == nil)
    #expect(busy?.message == "bearcam/first is RUNNING")
    #expect(ControlDoor.Refusal(.invalidPageToken) == nil)
}
