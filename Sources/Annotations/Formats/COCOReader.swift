import JSONText

/// Reads one COCO document.
struct COCOReader {
    /// An image on its way to an entry.
    private struct Draft {
        let line: Int?
        let source: String
        let size: ImageSize?
        var annotations: [Annotation] = []
        /// Objects that are there, but without a box that can be used.
        var lostObjects = 0
    }

    let file: String
    let text: TextLines
    private var drafts: [Draft] = []
    private var problems: [Problem] = []

    init(file: String, text: TextLines) {
        self.file = file
        self.text = text
    }

    mutating func read(_ document: JSONObject, _ bytes: [UInt8]) throws(AnnotationFileError) -> AnnotationSet
    {
        let images = try list("images", of: document) ?? []
        let annotations = try list("annotations", of: document)
        let categories = try categories(of: document, areNeeded: !(annotations ?? []).isEmpty)
        let places = readImages(images)
        for (index, annotation) in (annotations ?? []).enumerated() {
            take(annotation, at: "annotations[\(index)]", places, categories.names)
        }
        return AnnotationSet(
            format: .coco,
            entries: entries(hasAnnotations: annotations != nil),
            labels: categories.labels,
            problems: problems,
            document: bytes
        )
    }

    private func list(_ key: String, of document: JSONObject) throws(AnnotationFileError) -> [JSONValue]? {
        guard let value = document[key] else {
            guard key != "images" else { throw .incomplete(file: file, reason: "the document has no images") }
            return nil
        }
        guard let list = value.asArray else { throw .incomplete(file: file, reason: "\(key) is no array") }
        return list
    }

    private struct Categories {
        /// Names by id.
        var names: [String: String] = [:]
        /// Names in the file's order, each once.
        var labels: [String] = []
    }

    private mutating func categories(
        of document: JSONObject,
        areNeeded: Bool
    ) throws(AnnotationFileError) -> Categories {
        guard let list = try list("categories", of: document) else {
            if areNeeded {
                throw .incomplete(
                    file: file,
                    reason: "the document has no categories, so its boxes have no labels"
                )
            }
            return Categories()
        }
        var categories = Categories()
        var seen: Set<String> = []
        for (index, value) in list.enumerated() {
            let place = "categories[\(index)]"
            guard let object = value.asObject, let id = Self.id(object["id"]),
                let name = object["name"]?.asText,
                !name.isEmpty
            else {
                report(.error, "KATMAI_INVALID_CATEGORY", "The category has no id or no name.", place, value)
                continue
            }
            if categories.names.updateValue(name, forKey: id) != nil {
                report(
                    .error,
                    "KATMAI_DUPLICATE_CATEGORY",
                    "The category's id is that of another.",
                    place,
                    value
                )
            }
            if seen.insert(name).inserted { categories.labels.append(name) }
        }
        return categories
    }

    /// Fills the drafts; gives their places by image id.
    private mutating func readImages(_ images: [JSONValue]) -> [String: Int] {
        var places: [String: Int] = [:]
        var sources: Set<String> = []
        for (index, value) in images.enumerated() {
            let place = "images[\(index)]"
            guard let object = value.asObject, let id = Self.id(object["id"]),
                let name = object["file_name"]?.asText,
                !name.isEmpty, !name.unicodeScalars.contains(where: { $0.value < 0x20 })
            else {
                report(.error, "KATMAI_INVALID_IMAGE", "The image has no id or no file_name.", place, value)
                continue
            }
            guard places[id] == nil, sources.insert(name).inserted else {
                report(
                    .error,
                    "KATMAI_DUPLICATE_IMAGE",
                    "The image's id or file_name is that of another.",
                    place,
                    value
                )
                continue
            }
            places[id] = drafts.count
            drafts.append(Draft(line: line(of: value), source: name, size: size(of: object, place, value)))
        }
        return places
    }

    private mutating func size(of object: JSONObject, _ place: String, _ value: JSONValue) -> ImageSize? {
        if object["width"] == nil, object["height"] == nil { return nil }
        guard let width = object["width"]?.asInteger, let height = object["height"]?.asInteger, width > 0,
            height > 0
        else {
            report(
                .warning,
                "KATMAI_INVALID_IMAGE_SIZE",
                "The image's width or height is no size.",
                place,
                value
            )
            return nil
        }
        return ImageSize(width: width, height: height)
    }

    private mutating func take(
        _ value: JSONValue,
        at place: String,
        _ places: [String: Int],
        _ names: [String: String]
    ) {
        guard let object = value.asObject, let index = Self.id(object["image_id"]).flatMap({ places[$0] })
        else {
            report(.error, "KATMAI_UNKNOWN_IMAGE", "The annotation's image is not in the file.", place, value)
            return
        }
        drafts[index].lostObjects += 1
        guard object["iscrowd"]?.asInteger ?? 0 == 0 else {
            report(.warning, "KATMAI_CROWD", "The annotation is of a crowd and was left out.", place, value)
            return
        }
        guard let label = Self.id(object["category_id"]).flatMap({ names[$0] }) else {
            report(
                .error,
                "KATMAI_UNKNOWN_CATEGORY",
                "The annotation's category is not in the file.",
                place,
                value
            )
            return
        }
        guard let box = box(object["bbox"], drafts[index].size, place, value) else { return }
        drafts[index].lostObjects -= 1
        drafts[index].annotations.append(Annotation(label: label, box: box))
    }

    /// A box inside its image; nil, and reported, where nothing of it is.
    private mutating func box(
        _ bbox: JSONValue?,
        _ size: ImageSize?,
        _ place: String,
        _ value: JSONValue
    ) -> Box? {
        let sides = bbox?.asArray?.compactMap(\.asNumber) ?? []
        guard sides.count == 4, bbox?.asArray?.count == 4, sides[2] > 0, sides[3] > 0 else {
            report(
                .error,
                "KATMAI_INVALID_BOX",
                "The annotation has no bbox of four numbers and some size.",
                place,
                value
            )
            return nil
        }
        let box = Box(left: sides[0], top: sides[1], width: sides[2], height: sides[3])
        guard let size else { return box }
        let clipped = box.clipped(to: size)
        if clipped.width <= 0 || clipped.height <= 0 {
            report(.error, "KATMAI_BOX_OUTSIDE_IMAGE", "The box lies outside its image.", place, value)
            return nil
        }
        // What arithmetic on fractions leaves is neither cut nor reported: the box stays as its file has it.
        if abs(clipped.width - box.width) <= 1e-6, abs(clipped.height - box.height) <= 1e-6 { return box }
        report(
            .warning,
            "KATMAI_BOX_CLIPPED",
            "The box leaves its image and was cut at the edge.",
            place,
            value
        )
        return clipped
    }

    private func entries(hasAnnotations: Bool) -> [Entry] {
        drafts.map { draft in
            let isLabelled = hasAnnotations && (draft.lostObjects == 0 || !draft.annotations.isEmpty)
            return Entry(
                status: .valid,
                image: AnnotatedImage(
                    source: draft.source,
                    size: draft.size,
                    state: isLabelled ? .labelled : .unlabelled,
                    annotations: draft.annotations
                ),
                line: draft.line,
                original: nil
            )
        }
    }

    private func line(of value: JSONValue) -> Int? {
        value.asObject.map { text.position(of: $0.range.lowerBound).line }
    }

    private mutating func report(
        _ severity: Problem.Severity,
        _ code: String,
        _ message: String,
        _ place: String,
        _ value: JSONValue
    ) {
        problems.append(
            Problem(
                severity: severity,
                code: code,
                message: message,
                line: line(of: value),
                place: place,
                file: file
            )
        )
    }

    /// An id as a key: files have whole numbers and texts, and may mix them for the same image.
    private static func id(_ value: JSONValue?) -> String? {
        value?.asText ?? value?.asInteger.map(String.init)
    }
}
