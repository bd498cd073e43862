import Annotations
import Imaging
import Testing

/// The cases of `resizes()` in make_goldens.py.
private let cases: [(size: ImageSize, region: Box?)] = [
    (ImageSize(width: 80, height: 60), nil),
    (ImageSize(width: 20, height: 15), nil),
    (ImageSize(width: 33, height: 47), nil),
    (ImageSize(width: 79, height: 59), nil),
    (ImageSize(width: 1, height: 1), nil),
    (ImageSize(width: 3, height: 1), nil),
    (ImageSize(width: 100, height: 20), nil),
    (ImageSize(width: 88, height: 66), nil),
    (ImageSize(width: 27, height: 19), Box(left: 3.25, top: 7.5, right: 71.125, bottom: 49.75)),
    (ImageSize(width: 30, height: 30), Box(left: 10.5, top: 10.5, right: 20.25, bottom: 18)),
    (ImageSize(width: 5, height: 40), Box(left: 0, top: 0, right: 80, bottom: 0.5)),
    (ImageSize(width: 16, height: 9), Box(left: 79.5, top: 0, right: 80, bottom: 60)),
]

@Test(arguments: cases.indices)
func `resizing equals Pillow's within 1 of 255`(index: Int) throws {
    let resized = try Golden.image("noise.png").resized(to: cases[index].size, from: cases[index].region)
    let expected = try Golden.pixels(of: "resize-\(index)")
    #expect(largestDifference(resized.pixels, expected) <= 1)
}

@Test func `thousands of weights stay exact`() throws {
    let bytes = (0..<9000).map { UInt8($0 * 7919 % 256) }
    let column = PixelImage(size: ImageSize(width: 1, height: 3000), pixels: bytes)
    let row = PixelImage(size: ImageSize(width: 3000, height: 1), pixels: bytes)
    let fewer = column.resized(to: ImageSize(width: 1, height: 3))
    #expect(try largestDifference(fewer.pixels, Golden.pixels(of: "column-3")) <= 1)
    #expect(
        try largestDifference(
            row.resized(to: ImageSize(width: 3, height: 1)).pixels,
            Golden.pixels(of: "row-3")
        ) <= 1
    )
}

@Test func `the same size gives the same picture`() throws {
    let noise = try Golden.image("noise.png")
    #expect(noise.resized(to: noise.size) == noise)
}

@Test(arguments: [0, 1, 127, 254, 255])
func `one colour stays that colour at any size`(level: Int) {
    let colour = Colour(red: UInt8(level), green: UInt8(255 - level), blue: UInt8(level))
    for (width, height) in [(500, 3), (1, 1), (64, 700), (31, 17)] {
        let image = PixelImage.filled(colour, size: ImageSize(width: width, height: height))
        for side in [1, 2, 23, 90] {
            let newSize = ImageSize(width: side, height: side)
            #expect(image.resized(to: newSize) == .filled(colour, size: newSize))
        }
    }
}

@Test func `a region is cut to the picture`() throws {
    let noise = try Golden.image("noise.png")
    let size = ImageSize(width: 9, height: 9)
    let inside = noise.resized(to: size, from: Box(left: 0, top: 0, width: 40, height: 60))
    #expect(noise.resized(to: size, from: Box(left: -50, top: -1, width: 90, height: 99)) == inside)
}
