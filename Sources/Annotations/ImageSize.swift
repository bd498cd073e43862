/// Width and height of an image in pixels, after its EXIF orientation has been applied.
package struct ImageSize: Hashable, Sendable, Codable {
    package var width: Int
    package var height: Int

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// The longer side.
    package var longestSide: Int { max(width, height) }

    /// Width times height.
    package var pixelCount: Int { width * height }
}
