import Annotations
import ExampleScenes
import Imaging
import Testing

private let small = ImageSize(width: 96, height: 72)

private func picture(_ number: UInt64, seed: UInt64 = 0) -> Scene.Picture {
    Scene(seed: seed, number: number, size: small).draw()
}

@Test func `the same seed and number draw the same picture`() {
    let (first, second) = (picture(3), picture(3))
    #expect(first.image == second.image)
    #expect(first.annotations == second.annotations)
}

@Test func `another number or another seed draws another picture`() {
    let pixels = picture(0).image.pixels
    #expect(picture(1).image.pixels != pixels)
    #expect(picture(0, seed: 1).image.pixels != pixels)
}

@Test func `every fifth scene is empty`() {
    for number in [UInt64(4), 9, 14] { #expect(picture(number).annotations.isEmpty) }
}

@Test(arguments: [UInt64(0), 1, 2, 3, 5, 6, 7, 8])
func `boxes lie in the picture and end where the animal's pixels end`(number: UInt64) {
    let picture = picture(number)
    for (index, annotation) in picture.annotations.enumerated() {
        let pixels = picture.owners.indices.filter { picture.owners[$0] == UInt8(index + 1) }
        let columns = pixels.map { $0 % small.width }
        let rows = pixels.map { $0 / small.width }
        #expect(columns.min().map(Double.init) == annotation.box.left)
        #expect(columns.max().map { Double($0 + 1) } == annotation.box.right)
        #expect(rows.min().map(Double.init) == annotation.box.top)
        #expect(rows.max().map { Double($0 + 1) } == annotation.box.bottom)
        #expect(annotation.box.clipped(to: small) == annotation.box)
    }
    #expect(Set(picture.owners).subtracting([0]).count == picture.annotations.count)
}

@Test(arguments: SceneSet.Split.allCases)
func `the first scenes of each split show every label and an empty frame`(split: SceneSet.Split) {
    var set = SceneSet()
    set.size = small
    let pictures = (0..<10).map { set.scene(split, $0).draw() }
    let labels = Set(pictures.flatMap(\.annotations).map(\.label))
    #expect(labels == Set(Species.allCases.map(\.label)))
    #expect(pictures.contains { $0.annotations.isEmpty })
}

@Test func `no scene is in both splits`() {
    let set = SceneSet()
    let training = Set((0..<set.trainCount).map { set.scene(.train, $0).number })
    #expect(training.isDisjoint(with: (0..<set.testCount).map { set.scene(.test, $0).number }))
}

@Test func `a scene looks the same at another size`() throws {
    let large = Scene(seed: 0, number: 0, size: ImageSize(width: 192, height: 144)).draw()
    let pairs = zip(picture(0).annotations, large.annotations)
    #expect(picture(0).annotations.count == large.annotations.count)
    for (small, large) in pairs {
        let halved = Box(
            left: large.box.left / 2,
            top: large.box.top / 2,
            width: large.box.width / 2,
            height: large.box.height / 2
        )
        #expect(small.box.intersectionOverUnion(with: halved) > 0.6)
    }
}
