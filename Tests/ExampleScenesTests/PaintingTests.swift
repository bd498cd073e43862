import Annotations
import Testing

@testable import ExampleScenes

@Test func `random bits are those of SplitMix64`() {
    // The first outputs of the reference implementation (Vigna, splitmix64.c) for the state 1234567.
    var random = SceneRandom(state: 1_234_567)
    let bits = (0..<5).map { _ in random.bits() }
    #expect(
        bits == [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
    )
}

@Test func `streams of one seed differ`() {
    var first = SceneRandom(seed: 1, stream: 0)
    var second = SceneRandom(seed: 1, stream: 1)
    #expect(first.bits() != second.bits())
}

@Test func `noise is continuous, within 0 and 1, and fills the range`() {
    let noise = Noise(seed: 5)
    let values = (0..<2000).map { noise.value(Float($0) * 0.05 - 50, 3.3) }
    #expect(values.allSatisfy { (0...1).contains($0) })
    #expect(zip(values, values.dropFirst()).allSatisfy { abs($0 - $1) < 0.1 })
    #expect(values.reduce(0, +) / 2000 > 0.4 && values.reduce(0, +) / 2000 < 0.6)
    #expect((values.min() ?? 1) < 0.15 && (values.max() ?? 0) > 0.85)
}

@Test func `the view gives metres on the ground`() {
    let view = View(size: ImageSize(width: 480, height: 360), horizon: 0.2, cameraHeight: 3)
    // At the row .5 below the horizon a metre is 1/6 of the height, and the ground is 1.9 * 6 m away.
    #expect(abs(view.metre(at: 0.7) - 1.0 / 6) < 1e-6)
    #expect(abs(view.distance(at: 0.7) - 11.4) < 1e-4)
    let place = view.ground(x: view.aspect / 2 + 0.5, y: 0.7)
    #expect(abs(place.x - 3) < 1e-4)
}

@Test func `a canvas hands a pixel to whom covers most of it`() throws {
    var canvas = Canvas(size: ImageSize(width: 4, height: 3))
    #expect(canvas.visibleBox(of: 1) == nil)
    canvas.cover(column: 1, row: 0, with: Light(1, 1, 1), coverage: 1, owner: 1)
    canvas.cover(column: 3, row: 2, with: Light(1, 1, 1), coverage: 0.9, owner: 1)
    canvas.cover(column: 0, row: 0, with: Light(1, 1, 1), coverage: 0.2, owner: 1)
    #expect(canvas.visibleBox(of: 1) == Box(left: 1, top: 0, right: 4, bottom: 3))
    canvas.cover(column: 3, row: 2, with: .zero, coverage: 1, owner: 0)
    #expect(canvas.visibleBox(of: 1) == Box(left: 1, top: 0, right: 2, bottom: 1))
}
