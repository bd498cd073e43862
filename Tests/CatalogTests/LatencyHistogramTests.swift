import Catalog
import Foundation
import Testing

@Test func `percentiles are at most an eighth above those of the sorted times`() throws {
    var generator = SystemRandomNumberGenerator()
    let times = (0..<2000).map { _ in 0.001 * pow(10, Double.random(in: 0...5, using: &generator)) }
    var histogram = LatencyHistogram()
    for time in times { histogram.add(seconds: time) }
    let sorted = times.sorted()
    for percent in [1.0, 10, 50, 90, 95, 99, 100] {
        let rank = max(1, Int((percent / 100 * 2000).rounded(.up)))
        let exact = sorted[rank - 1]
        let found = try #require(histogram.percentile(percent))
        #expect(found >= exact, "\(percent) %")
        #expect(found <= exact * 1.13, "\(percent) %")
    }
    #expect(histogram.percentile(100) == sorted.last)
    #expect(histogram.count == 2000)
    #expect(abs(histogram.seconds - times.reduce(0, +)) < 0.001)
}

@Test func `an empty histogram has no percentiles`() {
    #expect(LatencyHistogram().percentile(50) == nil)
    #expect(LatencyHistogram().count(atMost: 1) == 0)
}

@Test func `times outside the buckets are kept`() {
    var histogram = LatencyHistogram()
    histogram.add(seconds: 0)
    histogram.add(seconds: 1000)
    #expect(histogram.percentile(50) == 0.001)
    #expect(histogram.percentile(100) == 1000)
    #expect(LatencyHistogram.bounds.last.map { histogram.count(atMost: $0) } == 1)
}

@Test func `histograms add up and survive JSON`() throws {
    var one = LatencyHistogram()
    one.add(seconds: 0.01)
    var other = LatencyHistogram()
    other.add(seconds: 0.01)
    other.add(seconds: 5)
    one.merge(other)
    #expect(one.count == 3)
    #expect(one.longest == 5)
    #expect(LatencyHistogram.bounds.filter { $0 < 4 }.last.map { one.count(atMost: $0) } == 2)
    let data = try JSONEncoder().encode(one)
    #expect(try JSONDecoder().decode(LatencyHistogram.self, from: data) == one)
}
