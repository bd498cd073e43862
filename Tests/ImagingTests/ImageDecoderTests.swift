import Annotations
import Foundation
import Imaging
import Testing

@Test(arguments: [
    "baseline.jpg", "full-chroma.jpg", "progressive.jpg", "restarts.jpg", "grey.jpg", "pixel.jpg", "cmyk.jpg",
    "ycck.jpg",
    "lossy.webp", "alpha.webp",
])
func `lossy files decode to Pillow's pixels`(name: String) throws {
    #expect(try largestDifference(Golden.image(name).pixels, Golden.pixels(of: name)) <= 2)
}

@Test(arguments: [
    "rgb.png", "palette.png", "bilevel.png", "interlaced.png", "pixel.png", "deep.png", "deep-grey.png",
    "colour-key.png",
    "lossless.webp", "pixel.webp",
])
func `lossless files decode exactly`(name: String) throws {
    #expect(try Golden.image(name).pixels == Golden.pixels(of: name))
}

@Test(arguments: [
    "alpha.png", "grey-alpha.png", "palette-transparent.png", "interlaced-alpha.png", "lossless-alpha.webp",
])
func `transparency is laid over white`(name: String) throws {
    #expect(try largestDifference(Golden.image(name).pixels, Golden.pixels(of: name)) <= 1)
}

@Test(arguments: 1...8)
func `every EXIF orientation is turned upright`(orientation: Int) throws {
    let name = "orientation-\(orientation).jpg"
    let decoded = try ImageDecoder.decode(Golden.bytes(name), name: name)
    let upright = ImageSize(width: orientation >= 5 ? 7 : 11, height: orientation >= 5 ? 11 : 7)
    #expect(decoded.originalSize == upright)
    #expect(decoded.image.size == upright)
    #expect(try ImageDecoder.size(of: Golden.bytes(name), name: name) == upright)
    #expect(try largestDifference(decoded.image.pixels, Golden.pixels(of: name)) <= 2)
}

@Test(arguments: [("orientation.png", 17, 23), ("orientation.webp", 21, 29)])
func `orientation counts in PNG and WebP too`(name: String, width: Int, height: Int) throws {
    let decoded = try ImageDecoder.decode(Golden.bytes(name), name: name)
    #expect(decoded.originalSize == ImageSize(width: width, height: height))
    #expect(try largestDifference(decoded.image.pixels, Golden.pixels(of: name)) <= 2)
}

@Test(arguments: [UInt8(0), 9, 255])
func `an orientation that EXIF does not know is none`(value: UInt8) throws {
    var bytes = try Golden.bytes("orientation-6.jpg")
    // The tag 0x0112, type 3 (16 bits), one value: 6.
    let entry = try #require(bytes.range(of: Data([1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6])))
    bytes[entry.upperBound - 1] = value
    #expect(try ImageDecoder.size(of: bytes, name: "a.jpg") == ImageSize(width: 11, height: 7))
}

@Test(arguments: [(161, 160), (81, 160), (80, 80), (41, 80), (40, 40), (20, 20), (1, 20)])
func `a JPEG shrinks while its longest side keeps the target`(target: Int, longest: Int) throws {
    let decoded = try ImageDecoder.decode(
        Golden.bytes("large.jpg"),
        name: "large.jpg",
        longestSideAtLeast: target
    )
    #expect(decoded.image.size.longestSide == longest)
    #expect(decoded.originalSize == ImageSize(width: 160, height: 120))
}

@Test(arguments: [(160, 160), (128, 160), (80, 160), (64, 80), (40, 80), (32, 40)])
func `a picture for a letterbox keeps a quarter more than the input`(input: Int, longest: Int) throws {
    let decoded = try ImageDecoder.decode(
        Golden.bytes("large.jpg"),
        name: "large.jpg",
        longestSideAtLeast: Letterbox.pictureSide(forInput: input)
    )
    #expect(decoded.image.size.longestSide == longest)
}

@Test func `half scale equals Pillow's draft mode`() throws {
    let half = try ImageDecoder.decode(Golden.bytes("large.jpg"), name: "large.jpg", longestSideAtLeast: 80)
    #expect(try largestDifference(half.image.pixels, [UInt8](Golden.bytes("large-half.rgb"))) <= 2)
}

@Test func `reduced scale leaves PNG and orientation alone`() throws {
    let png = try ImageDecoder.decode(Golden.bytes("rgb.png"), name: "rgb.png", longestSideAtLeast: 4)
    #expect(png.image.size == ImageSize(width: 23, height: 17))
    let turned = try ImageDecoder.decode(
        Golden.bytes("orientation-6.jpg"),
        name: "turned",
        longestSideAtLeast: 5
    )
    #expect(turned.originalSize == ImageSize(width: 7, height: 11))
    #expect(turned.image.size == ImageSize(width: 4, height: 6))
}

@Test(arguments: ["rgb.png", "baseline.jpg", "lossy.webp"])
func `a slice of a larger buffer decodes like a file`(name: String) throws {
    let padded = Data([1, 2, 3]) + (try Golden.bytes(name)) + Data([4])
    let slice = padded.dropFirst(3).dropLast()
    #expect(try ImageDecoder.decode(slice, name: name).image == Golden.image(name))
}
