import JSONText

/// Why a label attribute or its metadata has not the form that AWS's guide describes.
struct AttributeFault: Error {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}

/// The value of a label attribute made for boxes.
struct BoxAttribute {
    struct ClassedBox {
        let classID: Int
        let box: Box
    }

    let size: ImageSize
    let boxes: [ClassedBox]

    init(_ value: JSONValue) throws(AttributeFault) {
        guard let object = value.asObject else { throw AttributeFault("the value is no object") }
        size = try Self.size(object["image_size"])
        // AWS's guide warns of a missing array as it does of an empty one.
        guard let annotations = object["annotations"] else {
            boxes = []
            return
        }
        guard let annotations = annotations.asArray else { throw AttributeFault("annotations is no array") }
        var boxes: [ClassedBox] = []
        boxes.reserveCapacity(annotations.count)
        for (index, annotation) in annotations.enumerated() {
            boxes.append(try Self.box(annotation, index))
        }
        self.boxes = boxes
    }

    /// Reads an array of one size, as the guide specifies it, or the size by itself, as its COCO page writes it.
    private static func size(_ value: JSONValue?) throws(AttributeFault) -> ImageSize {
        let object: JSONObject? =
            switch value {
            case .array(let sizes)? where sizes.count == 1: sizes[0].asObject
            case .object(let size)?: size
            default: nil
            }
        guard let object else { throw AttributeFault("image_size is missing or is not one size") }
        guard let width = object["width"]?.asInteger, let height = object["height"]?.asInteger, width > 0,
            height > 0,
            object["depth"]?.asNumber != nil
        else { throw AttributeFault("image_size lacks a width, height or depth") }
        return ImageSize(width: width, height: height)
    }

    private static func box(_ value: JSONValue, _ index: Int) throws(AttributeFault) -> ClassedBox {
        guard let object = value.asObject, let classID = object["class_id"]?.asInteger,
            let left = object["left"]?.asNumber, let top = object["top"]?.asNumber,
            let width = object["width"]?.asNumber, let height = object["height"]?.asNumber
        else {
            throw AttributeFault(
                "annotations[\(index)] lacks a number for class_id, left, top, width or height"
            )
        }
        return ClassedBox(classID: classID, box: Box(left: left, top: top, width: width, height: height))
    }
}

/// The metadata of a label attribute made for boxes.
struct BoxMetadata {
    /// Names by class id; the ids mean nothing beyond this line.
    let labels: [String: String]
    /// How many of the objects, counted to the first without one, have a confidence.
    let confidences: Int
    let isHumanAnnotated: Bool

    init(_ metadata: JSONObject?, boxes: Int) throws(AttributeFault) {
        guard let metadata else { throw AttributeFault("the metadata is no object") }
        isHumanAnnotated = try Self.checkedOrigin(of: metadata)
        guard let map = metadata["class-map"]?.asObject else {
            throw AttributeFault("class-map is no object")
        }
        var labels: [String: String] = [:]
        for member in map.members {
            guard let label = member.value.asText else {
                throw AttributeFault("class-map holds what is no text")
            }
            labels[member.key] = label
        }
        self.labels = labels
        guard let objects = metadata["objects"]?.asArray else { throw AttributeFault("objects is no array") }
        guard objects.count <= boxes else {
            throw AttributeFault("objects has \(objects.count) entries for \(boxes) boxes")
        }
        confidences = objects.prefix { $0.asObject?["confidence"]?.asNumber != nil }.count
    }

    /// Checks what all metadata must say of how they came to be; gives whether a person made the labels.
    static func checkedOrigin(of metadata: JSONObject) throws(AttributeFault) -> Bool {
        let isHumanAnnotated: Bool
        switch metadata["human-annotated"]?.asText {
        case "yes": isHumanAnnotated = true
        case "no": isHumanAnnotated = false
        default: throw AttributeFault("human-annotated is neither yes nor no")
        }
        guard let date = metadata["creation-date"]?.asText, ManifestDate.isWellFormed(date) else {
            throw AttributeFault("creation-date is no date such as 2013-11-18T02:53:27")
        }
        return isHumanAnnotated
    }
}

/// The metadata of a label attribute that labels the image as a whole.
struct ImageLabelMetadata {
    let label: String

    init(_ metadata: JSONObject?) throws(AttributeFault) {
        guard let metadata else { throw AttributeFault("the metadata is no object") }
        _ = try BoxMetadata.checkedOrigin(of: metadata)
        guard let confidence = metadata["confidence"]?.asNumber, (0...1).contains(confidence) else {
            throw AttributeFault("confidence is no number from 0 to 1")
        }
        guard let label = metadata["class-name"]?.asText else {
            throw AttributeFault("class-name is no text")
        }
        self.label = label
    }
}
