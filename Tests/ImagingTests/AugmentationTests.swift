import Annotations
import Imaging
import Testing

private func numbered(width: Int, height: Int) -> PixelImage {
    PixelImage(
        size: ImageSize(width: width, height: height),
        pixels: (0..<width * height * 3).map { UInt8($0 % 251) }
    )
}

@Test(arguments: [
    (0, Float(1), Float(1), Float(1)), (1, 0.7, 1.3, 0.6), (2, 1.3, 0.7, 1.4), (3, 1, 1, 0), (4, 1.2, 1, 1),
])
func `adjusting follows the reference's formulas`(
    index: Int,
    brightness: Float,
    contrast: Float,
    saturation: Float
) throws {
    let noise = try Golden.image("noise.png")
    var image = noise.resized(
        to: ImageSize(width: 20, height: 20),
        from: Box(left: 0, top: 0, width: 20, height: 20)
    )
    image.adjust(brightness: brightness, contrast: contrast, saturation: saturation)
    let expected = try Golden.pixels(of: "adjust-\(index)")
    // Two orders of the same sums: a value on the edge may round either way.
    #expect(largestDifference(image.pixels, expected) <= (index == 0 ? 0 : 1))
}

@Test(arguments: [1, 2, 5])
func `flipping exchanges left and right`(width: Int) {
    let image = numbered(width: width, height: 2)
    var flipped = image
    flipped.flipHorizontally()
    for y in 0..<2 {
        for x in 0..<width {
            let (here, there) = ((y * width + x) * 3, (y * width + width - 1 - x) * 3)
            #expect(flipped.pixels[here..<here + 3].elementsEqual(image.pixels[there..<there + 3]))
        }
    }
    flipped.flipHorizontally()
    #expect(flipped == image)
}

@Test(arguments: [(0, 0), (-2, -1), (3, 2), (4, 1), (-3, 0), (0, -3), (100, 100), (Int.min / 2, 0)])
func `pasting cuts what sticks out`(left: Int, top: Int) {
    let patch = numbered(width: 3, height: 3)
    var image = PixelImage.filled(.white, size: ImageSize(width: 4, height: 3))
    image.paste(patch, left: left, top: top)
    for y in 0..<3 {
        for x in 0..<4 {
            let (px, py) = (x - left, y - top)
            let isPatch = (0..<3).contains(px) && (0..<3).contains(py)
            let expected =
                isPatch ? Array(patch.pixels[(py * 3 + px) * 3..<(py * 3 + px) * 3 + 3]) : [255, 255, 255]
            #expect(Array(image.pixels[(y * 4 + x) * 3..<(y * 4 + x) * 3 + 3]) == expected)
        }
    }
}
