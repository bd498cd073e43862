import Testing

@testable import Evaluation

private let labels = ["bear", "fish", "wolf"]

private func report(seed: UInt64, resamples: Int = 200) -> EvaluationReport {
    Evaluator.evaluate(TestScenes.random(seed: 3), labels: labels, seed: seed, resamples: resamples)
}

@Test func `the same seed gives the same intervals and another seed others`() {
    #expect(report(seed: 5) == report(seed: 5))
    #expect(report(seed: 5).intervals != report(seed: 6).intervals)
}

@Test func `every figure lies in its interval`() throws {
    let report = report(seed: 1)
    let all = [(report.scores, report.intervals)] + report.labels.map { ($0.scores, $0.intervals) }
    for (scores, intervals) in all {
        let scores = try #require(scores)
        let intervals = try #require(intervals)
        #expect(intervals.ap50.contains(scores.ap50))
        #expect(intervals.ap50To95.contains(scores.ap50To95))
        #expect(intervals.f1.contains(scores.f1))
        #expect(intervals.precision.contains(scores.precision))
        #expect(intervals.recall.contains(scores.recall))
        #expect(intervals.averageRecall.contains(scores.averageRecall))
        #expect(intervals.f1.high - intervals.f1.low > 0.01)
    }
    let alarms = try #require(report.emptyImages.falseAlarmsPer100Images)
    let interval = try #require(report.emptyImages.falseAlarmsPer100ImagesInterval)
    #expect(interval.contains(alarms))
}

@Test func `one image has no spread`() throws {
    let images = [TestScenes.mixed[0]]
    let report = Evaluator.evaluate(images, labels: ["bear"], seed: 1, resamples: 50)
    let scores = try #require(report.scores)
    let intervals = try #require(report.intervals)
    #expect(intervals.f1 == Interval(low: scores.f1, high: scores.f1))
    #expect(intervals.ap50 == Interval(low: scores.ap50, high: scores.ap50))
}

@Test func `without resamples there is no interval`() {
    let report = report(seed: 1, resamples: 0)
    #expect(report.intervals == nil)
    #expect(report.labels.allSatisfy { $0.intervals == nil })
    #expect(report.emptyImages.falseAlarmsPer100ImagesInterval == nil)
}

/// Weights must give what copies of the images give, ties between them included.
@Test func `an image drawn three times counts as three images`() throws {
    let images = TestScenes.random(seed: 9, images: 12)
    let weights = [0, 3, 1, 2, 0, 1, 1, 0, 4, 0, 0, 1]
    let copies = zip(images, weights).flatMap { Array(repeating: $0, count: $1) }
    for (matches, copied) in zip(
        LabelMatches.match(images, labels: labels),
        LabelMatches.match(copies, labels: labels)
    ) {
        let threshold = 0.4
        let weighted = try #require(LabelTally(matches, threshold: threshold).scores(weights: weights))
        let once = [Int](repeating: 1, count: copies.count)
        let plain = try #require(LabelTally(copied, threshold: threshold).scores(weights: once))
        #expect(weighted == plain)
    }
}

/// numpy.percentile([1, 2, 4, 8], [2.5, 97.5]) gives 1.075 and 7.7.
@Test func `percentiles are linear between neighbours`() throws {
    let interval = try #require(Interval(of: [8, 1, 4, 2]))
    #expect(abs(interval.low - 1.075) < 1e-12)
    #expect(abs(interval.high - 7.7) < 1e-12)
    #expect(Interval(of: []) == nil)
}

/// The first numbers that the reference code in C gives for this seed.
@Test func `the generator is splitmix64`() {
    var generator = SplitMix64(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
    #expect(generator.next() == 9_817_491_932_198_370_423)
    for count in 1...5 {
        let drawn = Set((0..<100).map { _ in generator.index(below: count) })
        #expect(drawn == Set(0..<count))
    }
}
