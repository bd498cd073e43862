import Annotations
import Foundation
import Imaging
import Testing

/// The files that `Goldens/make_goldens.py` made.
enum Golden {
    static func bytes(_ name: String) throws -> Data {
        let folder = try #require(Bundle.module.url(forResource: "Goldens", withExtension: nil))
        return try Data(contentsOf: folder.appendingPathComponent(name))
    }

    /// An image file's expected pixels.
    static func pixels(of name: String) throws -> [UInt8] {
        [UInt8](try bytes("\(name).rgb"))
    }

    static func image(_ name: String) throws -> PixelImage {
        try ImageDecoder.decode(bytes(name), name: name).image
    }
}

/// The largest difference between two pictures' samples; 256 when they differ in number.
func largestDifference(_ pixels: [UInt8], _ expected: [UInt8]) -> Int {
    guard pixels.count == expected.count else { return 256 }
    return zip(pixels, expected).map { abs(Int($0) - Int($1)) }.max() ?? 0
}
