import Annotations
import Testing

@testable import ExampleScenes

private let view = View(size: ImageSize(width: 160, height: 120), horizon: 0, cameraHeight: 2)

private func bear(heading: Float, depth: Float = 0, at place: SIMD2<Float> = SIMD2(0.66, 0.9)) -> Standing {
    let looks = Bear.Looks(coat: Light(srgb: 0x5E4128), size: 1, fatness: 0.5, stride: 0, turn: 0)
    let solid = Bear(pose: .standing, looks: looks).solid()
    return Standing(solid: solid, place: place, heading: heading, depth: depth, noise: Noise(seed: 1))
}

private func boulder(width: Float, at place: SIMD2<Float>) -> Standing {
    var random = SceneRandom(seed: 0, stream: 0)
    let solid = Boulder(colour: Light(srgb: 0x6F6A64), width: width, likeness: 0).solid(random: &random)
    return Standing(solid: solid, place: place, heading: 0, noise: Noise(seed: 2))
}

/// Columns and rows that the relief covers.
private func extent(of relief: Relief) -> SIMD2<Int> {
    let covered = relief.coverage.indices.filter { relief.coverage[$0] > 0.5 }
    return SIMD2(Set(covered.map { $0 % relief.width }).count, Set(covered.map { $0 / relief.width }).count)
}

@Test func `a bear is longer from the side than from behind, and as tall`() {
    let side = extent(of: Relief(of: bear(heading: 0), in: view))
    let behind = extent(of: Relief(of: bear(heading: .pi / 2), in: view))
    #expect(side.x > behind.x * 2)
    #expect(abs(side.y - behind.y) < side.y / 3)
}

@Test func `a solid is as large as the distance allows`() {
    // A metre at row .9 under a horizon at 0 is .9 / 2 image heights, and the bear is some 2.4 m from nose to rump.
    let width = extent(of: Relief(of: bear(heading: 0), in: view)).x
    #expect(abs(Float(width) - 2.4 * 0.45 * 120) < 12)
}

@Test func `the crowd knows what hides an animal`() {
    var crowd = Crowd(view: view)
    let animal = bear(heading: 0)
    #expect(crowd.hidden(animal) < 0.01)
    let added = crowd.add(animal, isAnimal: true, mostHidden: 0.6)
    #expect(added)
    let refused = crowd.add(boulder(width: 6, at: SIMD2(0.66, 0.95)), isAnimal: false, mostHidden: 0.6)
    #expect(!refused)
    let behind = crowd.add(boulder(width: 6, at: SIMD2(0.66, 0.85)), isAnimal: false, mostHidden: 0.6)
    #expect(behind)
    let small = crowd.add(boulder(width: 1.6, at: SIMD2(0.66, 0.95)), isAnimal: false, mostHidden: 0.6)
    #expect(small)
    #expect((0.02..<0.6).contains(crowd.hiddenShares()[0]))
}

@Test func `an animal half out of the picture is half hidden`() {
    let crowd = Crowd(view: view)
    let hidden = crowd.hidden(bear(heading: 0, at: SIMD2(0, 0.9)))
    #expect(abs(hidden - 0.5) < 0.15)
}
