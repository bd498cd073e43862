import Annotations
import Foundation
import Imaging
import Testing

@Test func `no bytes are an error that names the file`() {
    let error = #expect(throws: ImageError.self) { try ImageDecoder.decode(Data(), name: "photos/a.jpg") }
    #expect(error == .empty(file: "photos/a.jpg"))
    #expect(error?.description == "photos/a.jpg: the file is empty")
}

@Test func `what is no image says how it starts`() {
    let page = Data("<html>".utf8)
    let error = #expect(throws: ImageError.self) { try ImageDecoder.size(of: page, name: "a.jpg") }
    #expect(
        error?.description
            == "a.jpg: not a JPEG, PNG or WebP image (it starts with the bytes 3C 68 74 6D 6C 3E)"
    )
}

@Test(arguments: [
    ("GIF89a", ImageFormat.gif), ("II*\0", .tiff), ("MM\0*", .tiff), ("BM", .bmp),
    ("\0\0\0\u{18}ftypheic", .heic),
    ("\0\0\0\u{18}ftypmif1\0\0\0\0mif1heic", .heic), ("\0\0\0\u{18}ftypavif", .avif),
    ("\0\0\0\u{18}ftypmif1\0\0\0\0mif1avif", .avif), ("\0\0\0\u{0C}JXL ", .jpegXL),
    ("\0\0\0\u{0C}jP  ", .jpeg2000),
])
func `formats that Katmai does not read are named`(start: String, format: ImageFormat) {
    let bytes = Data(start.utf8)
    #expect(ImageDecoder.format(of: bytes) == format)
    let error = #expect(throws: ImageError.self) { try ImageDecoder.decode(bytes, name: "a") }
    #expect(error?.description == "a: unsupported format \(format.rawValue); convert to JPEG or PNG")
}

@Test func `an animated WebP is refused as such`() throws {
    let bytes = try Golden.bytes("animation.webp")
    let error = #expect(throws: ImageError.self) { try ImageDecoder.decode(bytes, name: "a.webp") }
    #expect(error == .unsupported(file: "a.webp", format: .webp, detail: "it is an animation"))
}

/// Files whose last bytes carry nothing of the picture may be short of those: a baseline JPEG of its end
/// marker, a PNG of its IEND chunk.
@Test(arguments: [
    ("baseline.jpg", 2), ("restarts.jpg", 2), ("grey.jpg", 2), ("cmyk.jpg", 2), ("progressive.jpg", 0),
    ("rgb.png", 12),
    ("interlaced-alpha.png", 12), ("palette-transparent.png", 12), ("lossy.webp", 0),
    ("lossless-alpha.webp", 0),
])
func `a file cut anywhere is an error, never half a picture`(name: String, dispensable: Int) throws {
    let whole = try Golden.bytes(name)
    for length in 1..<whole.count - dispensable {
        let error = #expect(throws: ImageError.self, "\(length) bytes") {
            try ImageDecoder.decode(whole.prefix(length), name: name)
        }
        switch error {
        case .truncated(name, _, _): break
        case .unknownFormat(name, _): #expect(length < 16)
        default: Issue.record("\(length) bytes: \(String(describing: error))")
        }
    }
}

@Test(arguments: ["baseline.jpg", "rgb.png"])
func `a missing end marker costs nothing`(name: String) throws {
    let whole = try Golden.bytes(name)
    let short = try ImageDecoder.decode(whole.dropLast(2), name: name)
    #expect(try short.image == Golden.image(name))
}

@Test func `a header above the limit is refused before memory is taken`() throws {
    let limit = ImageSize(width: 20_000, height: 20_000)
    var jpeg = try Golden.bytes("baseline.jpg")
    let frame = try #require(jpeg.range(of: Data([0xFF, 0xC0]))).lowerBound
    jpeg.replaceSubrange(frame + 5..<frame + 9, with: [0x75, 0x30, 0x75, 0x30])
    let huge = ImageSize(width: 30_000, height: 30_000)
    let error = #expect(throws: ImageError.self) { try ImageDecoder.decode(jpeg, name: "bomb.jpg") }
    #expect(error == .tooLarge(file: "bomb.jpg", size: huge, limit: limit))
    #expect(error?.description == "bomb.jpg: 30000 x 30000 pixels are more than the limit of 20000 x 20000")

    jpeg.replaceSubrange(frame + 5..<frame + 9, with: [0xFF, 0xFF, 0xFF, 0xFF])
    let beyondLibjpeg = #expect(throws: ImageError.self) { try ImageDecoder.decode(jpeg, name: "a") }
    guard case .tooLarge = beyondLibjpeg else {
        Issue.record("\(String(describing: beyondLibjpeg))")
        return
    }
}

@Test func `a PNG header above the limit is refused too`() throws {
    // Signature and IHDR of a 30000 x 30000 RGB picture, with its checksum.
    let header: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
        0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30, 8, 2, 0, 0, 0, 0xE9, 0x45, 0x6F, 0xED, 0, 0, 0, 0, 0x49, 0x44,
        0x41, 0x54,
    ]
    let error = #expect(throws: ImageError.self) { try ImageDecoder.decode(Data(header), name: "bomb.png") }
    let limit = ImageDecoder.defaultLimit
    #expect(
        error == .tooLarge(file: "bomb.png", size: ImageSize(width: 30_000, height: 30_000), limit: limit)
    )
}

@Test func `a JPEG of endless scans is refused`() throws {
    let whole = try Golden.bytes("progressive.jpg")
    // The first scan, of the DC coefficients, up to the tables of the next: it may be said again without harm.
    let start = try #require(whole.range(of: Data([0xFF, 0xDA]))).lowerBound
    let end = try #require(whole.range(of: Data([0xFF, 0xC4]), in: start..<whole.count)).lowerBound
    let endless = whole.prefix(end) + Data((0..<200).flatMap { _ in whole[start..<end] }) + whole[end...]
    let error = #expect(throws: ImageError.self) { try ImageDecoder.decode(endless, name: "a.jpg") }
    #expect(error == .corrupt(file: "a.jpg", format: .jpeg, detail: "more than 100 scans"))
}

@Test func `the caller's own limit counts for either side`() throws {
    let bytes = try Golden.bytes("rgb.png")
    let limit = ImageSize(width: 23, height: 16)
    #expect(throws: ImageError.tooLarge(file: "a", size: ImageSize(width: 23, height: 17), limit: limit)) {
        try ImageDecoder.decode(bytes, name: "a", limit: limit)
    }
}

@Test(arguments: [
    "baseline.jpg", "progressive.jpg", "cmyk.jpg", "restarts.jpg", "orientation-6.jpg",
    "palette-transparent.png", "deep.png",
    "interlaced-alpha.png", "orientation.png", "lossy.webp", "lossless-alpha.webp", "alpha.webp",
    "orientation.webp",
])
func `mutated files never crash`(name: String) throws {
    var random = SplitMix(state: name.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) })
    let whole = try Golden.bytes(name)
    for _ in 0..<300 {
        var bytes = whole
        var changes: [String] = []
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let (place, value) = (
                Int.random(in: 0..<bytes.count, using: &random), UInt8.random(in: 0...255, using: &random)
            )
            bytes[place] = value
            changes.append("\(place): \(value)")
        }
        do {
            let limit = ImageSize(width: 2000, height: 2000)
            let decoded = try ImageDecoder.decode(bytes, name: name, longestSideAtLeast: 9, limit: limit)
            #expect(decoded.image.pixels.count == decoded.image.size.pixelCount * 3)
        } catch {
            #expect(error.description.hasPrefix(name), "\(changes)")
        }
    }
}

/// Steele, Lea and Flood's generator: the same mutations in every run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
