import Annotations
import Imaging
import Testing

@Test(arguments: [
    (ImageSize(width: 1920, height: 1080), ImageSize(width: 320, height: 180)),
    (ImageSize(width: 333, height: 127), ImageSize(width: 320, height: 122)),
    (ImageSize(width: 3, height: 2000), ImageSize(width: 1, height: 320)),
    (ImageSize(width: 1, height: 1), ImageSize(width: 320, height: 320)),
    // 320 * 5 / 640 and 320 * 3 / 640 are halves: to even, as in Python.
    (ImageSize(width: 640, height: 5), ImageSize(width: 320, height: 2)),
    (ImageSize(width: 640, height: 3), ImageSize(width: 320, height: 2)),
])
func `the longest side fills the input`(image: ImageSize, content: ImageSize) {
    #expect(Letterbox(image: image, input: 320).contentSize == content)
}

@Test(arguments: [
    ImageSize(width: 333, height: 127), ImageSize(width: 1, height: 999),
    ImageSize(width: 4000, height: 3000),
])
func `a box comes back from the input the same`(image: ImageSize) {
    let letterbox = Letterbox(image: image, input: 320)
    let box = Box(left: -3.25, top: 0.1, width: 200.7, height: 126.9)
    let back = letterbox.toImage(letterbox.toInput(box))
    for (found, expected) in [
        (back.left, box.left), (back.top, box.top), (back.width, box.width), (back.height, box.height),
    ] {
        #expect(abs(found - expected) <= 1e-9)
    }
}

@Test func `the whole image becomes the content`() {
    let letterbox = Letterbox(image: ImageSize(width: 333, height: 127), input: 320)
    let whole = letterbox.toInput(Box(left: 0, top: 0, width: 333, height: 127))
    #expect(whole == Box(left: 0, top: 0, width: 320, height: 122))
}

@Test(arguments: [
    ImageSize(width: 80, height: 60), ImageSize(width: 60, height: 80), ImageSize(width: 7, height: 7),
])
func `content is at the top left and padding around it`(size: ImageSize) throws {
    let noise = try Golden.image("noise.png").resized(to: size)
    let letterbox = Letterbox(image: size, input: 32)
    let boxed = letterbox.apply(noise)
    let content = letterbox.contentSize
    var expected = PixelImage.filled(
        Colour(red: 127, green: 127, blue: 127),
        size: ImageSize(width: 32, height: 32)
    )
    expected.paste(noise.resized(to: content), left: 0, top: 0)
    #expect(boxed == expected)

    var bytes = [UInt8](repeating: 9, count: 32 * 32 * 3)
    bytes.withUnsafeMutableBufferPointer { letterbox.apply(noise, into: $0) }
    #expect(bytes == expected.pixels)
}

@Test func `a picture at reduced scale fills the same content`() throws {
    let letterbox = Letterbox(image: ImageSize(width: 800, height: 600), input: 40)
    let boxed = letterbox.apply(try Golden.image("noise.png"))
    #expect(Array(boxed.pixels.suffix(40 * 10 * 3)) == [UInt8](repeating: 127, count: 40 * 10 * 3))
    #expect(boxed.pixels[(29 * 40 + 39) * 3] != 127)
}
