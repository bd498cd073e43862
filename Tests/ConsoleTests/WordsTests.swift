import Catalog
import Foundation
import Projects
import Testing

@testable import Console

@Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1200, "-1,200")])
func `numbers have commas`(_ number: Int, _ text: String) {
    #expect(Words.count(number) == text)
}

@Test(arguments: [(500, "500 B"), (1500, "1.5 kB"), (4_200_000, "4.2 MB"), (250_000_000, "250 MB")])
func `sizes have human units`(_ bytes: Int, _ text: String) {
    #expect(Words.size(bytes) == text)
}

@Test(arguments: [(0.0, "$0.00"), (4, "$4.00"), (1234.5, "$1,234.50"), (0.999, "$1.00")])
func `dollars have their sign, and cents`(_ amount: Double, _ text: String) {
    #expect(Words.dollars(amount) == text)
}

@Test(arguments: [(1.0, "1 second"), (89, "89 seconds"), (240, "4 minutes"), (5400, "1.5 hours")])
func `durations have human units`(_ seconds: Double, _ text: String) {
    #expect(Words.duration(seconds) == text)
}

@Test func `a moment is told by how long it is ago`() {
    let now = Date(timeIntervalSince1970: 1_690_556_751)
    #expect(When(now - 30, now: now).text == "just now")
    #expect(When(now - 3600, now: now).text == "1 hour ago")
    #expect(When(now - 30 * 86_400, now: now).text == "2023-06-28")
    #expect(When(now, now: now).exact == "2023-07-28 15:05 UTC")
}

@Test func `a thing alone has no plural`() {
    #expect(Words.count(1, "image") == "1 image")
    #expect(Words.count(0, "box", "boxes") == "0 boxes")
    #expect(Words.count(1200, "box", "boxes") == "1,200 boxes")
}

@Test(arguments: [(VersionStatus.trainingFailed, "was not trained"), (.running, "is running")])
func `a version's state makes a sentence with its name`(_ status: VersionStatus, _ clause: String) {
    #expect(status.clause == clause)
}
