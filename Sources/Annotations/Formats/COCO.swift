import JSONText

/// COCO files: one JSON document with `images`, `annotations` (`bbox` is `[left, top, width, height]` in pixels) and
/// `categories`.
///
/// Of the COCO data set's own description (cocodataset.org/#format-data) this reads object detection; outlines,
/// key points and licences are passed over. What it means for training:
/// - An image without annotations has been looked at and has no object, and trains as such. In a file without
///   `annotations` altogether, as COCO has for its test images, nobody has looked.
/// - A crowd (`iscrowd` 1) marks many objects with one box; it is left out with a warning.
/// - A box that leaves its image is cut at the edge with a warning, one outside it is left out.
/// - An image whose every annotation was left out has objects without boxes: it is unlabelled, not empty.
enum COCO: AnnotationFileFormat {
    static func recognises(_ bytes: [UInt8]) -> Bool {
        let start = bytes.starts(with: ManifestLines.byteOrderMark) ? ManifestLines.byteOrderMark.count : 0
        guard
            let first = bytes[start...].first(where: { !JudgedLines.isSpace($0) && $0 != UInt8(ascii: "\n") }
            ),
            first == UInt8(ascii: "{")
        else { return false }
        let key = Array("\"images\"".utf8)
        return bytes.indices.contains { bytes[$0] == key[0] && bytes[$0...].starts(with: key) }
    }

    /// Manifests' limits are not COCO's: a file may hold more boxes an image, smaller images and more labels.
    static func read(
        _ bytes: [UInt8],
        file: String,
        limits: ManifestLimits
    ) throws(AnnotationFileError) -> AnnotationSet {
        let text = TextLines(bytes)
        let start = bytes.starts(with: ManifestLines.byteOrderMark) ? ManifestLines.byteOrderMark.count : 0
        let value: JSONValue
        do throws(JSONSyntaxError) {
            value = try JSONReader.value(in: bytes, range: start..<bytes.count, skipping: ["segmentation"])
        } catch {
            let place = text.position(of: error.offset)
            throw .malformed(file: file, line: place.line, column: place.column, reason: error.reason)
        }
        guard let document = value.asObject else { throw .unknownFormat(file: file) }
        var reader = COCOReader(file: file, text: text)
        return try reader.read(document, bytes)
    }

    static func bytes(of set: AnnotationSet, _ options: WritingOptions) throws(AnnotationFileError) -> [UInt8]
    {
        if let document = set.document { return document }
        return try COCOWriter.bytes(of: set)
    }
}
