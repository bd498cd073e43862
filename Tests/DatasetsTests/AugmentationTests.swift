import Annotations
import Datasets
import Imaging
import Testing

/// A grey picture whose one object is a red square.
private let picture: ImageCache.Entry = {
    var image = PixelImage.filled(
        Colour(red: 90, green: 90, blue: 90),
        size: ImageSize(width: 80, height: 60)
    )
    image.fill(Colour(red: 250, green: 0, blue: 0), left: 30, top: 20, right: 50, bottom: 40)
    let box = Box(left: 30, top: 20, width: 20, height: 20)
    return ImageCache.Entry(image: image, objects: [TargetBox(labelIndex: 0, box: box)])
}()

/// Only moves, scales and mirrors, so that colours can be found again.
private var geometry: Augmentation {
    var augmentation = Augmentation()
    augmentation.brightness = 1...1
    augmentation.contrast = 1...1
    augmentation.saturation = 1...1
    return augmentation
}

@Test func `boxes stay on their objects`() throws {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<50 {
        let sample = geometry(picture, size: 64, using: &generator)
        let red = redArea(sample.image)
        guard let object = sample.objects.first else {
            #expect((red?.area ?? 0) < 40, "an object that is mostly visible keeps its box")
            continue
        }
        let seen = try #require(red)
        #expect(object.box.intersectionOverUnion(with: seen) > 0.75)
        #expect(object.box.left >= 0 && object.box.right <= 64)
        #expect(object.box.top >= 0 && object.box.bottom <= 64)
    }
}

@Test func `boxes stay on their objects in a mosaic`() throws {
    // One picture has an object, so that whatever is red belongs to it.
    let grey = ImageCache.Entry(
        image: .filled(Colour(red: 90, green: 90, blue: 90), size: picture.image.size),
        objects: []
    )
    var generator = SeededGenerator(seed: 5)
    var found = 0
    for round in 0..<40 {
        var entries = [grey, grey, grey, grey]
        entries[round % 4] = picture
        let sample = geometry.mosaic(of: entries, size: 96, using: &generator)
        guard let object = sample.objects.first else { continue }
        let seen = try #require(redArea(sample.image))
        #expect(object.box.intersectionOverUnion(with: seen) > 0.7)
        found += 1
    }
    #expect(found > 20)
}

@Test func `the same generator gives the same view`() {
    var first = SeededGenerator(seed: 1, keys: 2, 3)
    var second = SeededGenerator(seed: 1, keys: 2, 3)
    var third = SeededGenerator(seed: 1, keys: 3, 2)
    let sample = Augmentation()(picture, size: 64, using: &first)
    #expect(Augmentation()(picture, size: 64, using: &second).image == sample.image)
    #expect(Augmentation()(picture, size: 64, using: &third).image != sample.image)
}

@Test func `an object of which too little is left loses its box`() {
    var augmentation = geometry
    augmentation.keptArea = 1.1
    var generator = SeededGenerator(seed: 1)
    #expect(augmentation(picture, size: 64, using: &generator).objects.isEmpty)
}

@Test func `a picture of one pixel can be augmented`() {
    let image = PixelImage.filled(Colour(red: 1, green: 2, blue: 3), size: ImageSize(width: 1, height: 1))
    var generator = SeededGenerator(seed: 9)
    let sample = Augmentation()(ImageCache.Entry(image: image, objects: []), size: 32, using: &generator)
    #expect(sample.image.size == ImageSize(width: 32, height: 32))
}

/// The box around all red pixels.
private func redArea(_ image: PixelImage) -> Box? {
    var (left, top, right, bottom) = (Int.max, Int.max, 0, 0)
    for y in 0..<image.size.height {
        for x in 0..<image.size.width {
            let pixel = (y * image.size.width + x) * 3
            guard image.pixels[pixel] > 180, image.pixels[pixel + 1] < 60 else { continue }
            (left, top, right, bottom) = (min(left, x), min(top, y), max(right, x + 1), max(bottom, y + 1))
        }
    }
    guard right > 0 else { return nil }
    return Box(left: Double(left), top: Double(top), right: Double(right), bottom: Double(bottom))
}
