/// What a manifest may hold.
package struct ManifestLimits: Hashable, Sendable {
    package var fileBytes: Int
    package var lines: Int
    /// Unicode characters of a line, without its end.
    package var lineCharacters: Int
    /// Different labels in a manifest.
    package var labels: Int
    /// Unicode characters of a label's name, which must have at least one.
    package var labelCharacters: Int
    package var boxesPerImage: Int
    /// Allowed pixels of an image's width and of its height, where the image has boxes.
    package var imageSide: ClosedRange<Int>
    /// The longer side divided by the shorter, at most.
    package var aspectRatio: Int
    /// An image is thought scaled down until its longer side has at most these pixels; each side of a box must then be
    /// longer than one pixel.
    package var scaledSide: Int
    /// Per cent of all lines; more invalid ones than this fail the manifest.
    package var invalidLinesPercent: Int
    /// Whether images must have `s3://bucket/key` names, all in one bucket.
    package var requiresOneBucket: Bool

    /// Amazon Rekognition Custom Labels' own limits, as its guide gives them.
    package static let customLabels = ManifestLimits(
        fileBytes: 1 << 30,
        lines: 250_000,
        lineCharacters: 100_000,
        labels: 250,
        labelCharacters: 256,
        boxesPerImage: 50,
        imageSide: 64...4096,
        aspectRatio: 20,
        scaledSide: 1280,
        invalidLinesPercent: 20,
        requiresOneBucket: true
    )

    /// The same, but images may lie in several buckets or beside the manifest, under names relative to a folder.
    ///
    /// A file that passes these and names its images in one bucket passes AWS's.
    package static let localFiles = {
        var limits = customLabels
        limits.requiresOneBucket = false
        return limits
    }()
}
