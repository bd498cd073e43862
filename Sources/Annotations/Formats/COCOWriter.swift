import JSONText

/// Writes COCO files: ids count from 1, categories are the set's labels in order.
enum COCOWriter {
    /// The bytes of a document with a line for each image, box and label.
    ///
    /// COCO has no word for an image nobody has looked at, only for one without objects, so unlabelled images are left
    /// out.
    static func bytes(of set: AnnotationSet) throws(AnnotationFileError) -> [UInt8] {
        let images = set.labelledImages
        let categories = Dictionary(
            set.labels.enumerated().map { ($1, $0 + 1) },
            uniquingKeysWith: { first, _ in first }
        )
        var boxes: [WrittenBox] = []
        for (index, image) in images.enumerated() {
            for annotation in image.annotations {
                guard let category = categories[annotation.label] else {
                    throw .unknownLabel(annotation.label, source: image.source)
                }
                boxes.append(WrittenBox(image: index + 1, category: category, box: annotation.box))
            }
        }
        var writer = JSONWriter()
        writer.raw("{\n\"images\":")
        writer.list(Array(images.enumerated()), open: "[", close: "\n],\n\"annotations\":") { writer, image in
            write(image.element, id: image.offset + 1, to: &writer)
        }
        writer.list(Array(boxes.enumerated()), open: "[", close: "\n],\n\"categories\":") { writer, box in
            write(box.element, id: box.offset + 1, to: &writer)
        }
        writer.list(Array(set.labels.enumerated()), open: "[", close: "\n]\n}\n") { writer, label in
            writer.raw("\n{\"id\":\(label.offset + 1),\"name\":")
            writer.string(label.element)
            writer.raw("}")
        }
        return writer.bytes
    }

    private struct WrittenBox {
        let image: Int
        let category: Int
        let box: Box
    }

    private static func write(_ image: AnnotatedImage, id: Int, to writer: inout JSONWriter) {
        writer.raw("\n{\"id\":\(id),\"file_name\":")
        writer.string(image.source)
        if let size = image.size { writer.raw(",\"width\":\(size.width),\"height\":\(size.height)") }
        writer.raw("}")
    }

    private static func write(_ box: WrittenBox, id: Int, to writer: inout JSONWriter) {
        writer.raw("\n{\"id\":\(id),\"image_id\":\(box.image),\"category_id\":\(box.category),\"bbox\":[")
        writer.number(box.box.left)
        writer.raw(",")
        writer.number(box.box.top)
        writer.raw(",")
        writer.number(box.box.width)
        writer.raw(",")
        writer.number(box.box.height)
        writer.raw("],\"area\":")
        writer.number(box.box.area)
        writer.raw(",\"iscrowd\":0}")
    }
}
