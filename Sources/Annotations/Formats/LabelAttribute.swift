import JSONText

/// What one label attribute of a manifest's line says, with its metadata.
struct LabelAttribute {
    enum Content {
        /// At least one.
        case boxes([Annotation], ImageSize)
        /// Made for boxes and without any; `isHuman` tells whether a person found none.
        case noBoxes(ImageSize, isHuman: Bool)
        case imageLabel(String)
        case unusable
    }

    let name: String
    private(set) var content = Content.unusable
    private(set) var issues: [ManifestIssue] = []
    /// Whether an error was found after which AWS checks nothing more.
    private(set) var wasNotCheckedFurther = false
    /// Whether the error found is one that AWS leaves the whole line out for.
    private(set) var costsLine = false

    /// Reads an attribute that has a metadata key beside it.
    init(name: String, in line: JSONObject, limits: ManifestLimits) {
        self.name = name
        let value = line[name] ?? .null
        let metadata = line[name + "-metadata"]?.asObject
        switch metadata?["type"]?.asText {
        case "groundtruth/object-detection": readBoxes(value, metadata, limits)
        case "groundtruth/image-classification": readImageLabel(value, metadata, limits)
        case nil: stop(.invalidLabelAttributeMetadataFormat, .metadata(name), "type is missing or no text")
        case let type?: refuse(.unsupportedUseCaseType, .metadata(name), type)
        }
    }

    /// Whether a person said that there is no box; nil unless the attribute is made for boxes and has none.
    var isHumanAnnotatedWithoutBoxes: Bool? {
        guard case .noBoxes(_, let isHuman) = content else { return nil }
        return isHuman
    }

    private mutating func readBoxes(_ value: JSONValue, _ metadata: JSONObject?, _ limits: ManifestLimits) {
        let boxes: BoxAttribute
        let description: BoxMetadata
        do throws(AttributeFault) {
            boxes = try BoxAttribute(value)
        } catch {
            return stop(.invalidLabelAttributeFormat, .attribute(name), error.reason)
        }
        do throws(AttributeFault) {
            description = try BoxMetadata(metadata, boxes: boxes.boxes.count)
        } catch {
            return stop(.invalidLabelAttributeMetadataFormat, .metadata(name), error.reason)
        }
        if description.confidences < boxes.boxes.count {
            let detail = "\(description.confidences) for \(boxes.boxes.count) boxes"
            return stop(.missingBoundingBoxConfidence, .metadata(name), detail)
        }
        let unknown = boxes.boxes.first { description.labels[String($0.classID)] == nil }
        if let unknown {
            return stop(.missingClassMapID, .metadata(name), "class_id \(unknown.classID)")
        }
        if boxes.boxes.isEmpty {
            issues.append(ManifestIssue(.noAttributeAnnotations, at: .attribute(name)))
            content = .noBoxes(boxes.size, isHuman: description.isHumanAnnotated)
        } else {
            check(boxes, description.labels, limits)
        }
    }

    /// The rules that cost single boxes, or the attribute as a whole, once its form is right.
    private mutating func check(
        _ attribute: BoxAttribute,
        _ labels: [String: String],
        _ limits: ManifestLimits
    ) {
        let size = attribute.size
        if !limits.allows(size) {
            costsLine = true
            return refuse(.invalidImageDimension, .attribute(name), "\(size.width) x \(size.height) pixels")
        }
        if attribute.boxes.count > limits.boxesPerImage {
            return refuse(.tooManyBoundingBoxes, .attribute(name), "\(attribute.boxes.count)")
        }
        let used = Set(attribute.boxes.compactMap { labels[String($0.classID)] })
        if let bad = used.first(where: { !limits.allows(label: $0) }) {
            return refuse(.invalidLabelNameLength, .metadata(name), "\(bad.unicodeScalars.count) characters")
        }
        var annotations: [Annotation] = []
        for (index, box) in attribute.boxes.enumerated() {
            guard let label = labels[String(box.classID)] else { continue }
            if let fault = limits.fault(of: box.box, in: size) {
                refuse(
                    fault,
                    .annotation(name, index),
                    "\(box.box.left), \(box.box.top), \(box.box.width) x \(box.box.height) in \(size.width) x \(size.height)"
                )
            } else {
                annotations.append(Annotation(label: label, box: box.box))
            }
        }
        if annotations.isEmpty {
            refuse(.noValidAnnotations, .attribute(name), nil)
        } else {
            content = .boxes(annotations, size)
        }
    }

    private mutating func readImageLabel(
        _ value: JSONValue,
        _ metadata: JSONObject?,
        _ limits: ManifestLimits
    ) {
        guard value.asInteger != nil else {
            return stop(.invalidLabelAttributeFormat, .attribute(name), "the value is no whole number")
        }
        let label: String
        do throws(AttributeFault) {
            label = try ImageLabelMetadata(metadata).label
        } catch {
            return stop(.invalidLabelAttributeMetadataFormat, .metadata(name), error.reason)
        }
        guard limits.allows(label: label) else {
            return refuse(
                .invalidLabelNameLength,
                .metadata(name),
                "\(label.unicodeScalars.count) characters"
            )
        }
        content = .imageLabel(label)
    }

    private mutating func refuse(_ code: ManifestIssueCode, _ place: ManifestIssue.Place, _ detail: String?) {
        issues.append(ManifestIssue(code, at: place, detail: detail))
    }

    private mutating func stop(_ code: ManifestIssueCode, _ place: ManifestIssue.Place, _ detail: String) {
        wasNotCheckedFurther = true
        refuse(code, place, detail)
    }
}

extension ManifestLimits {
    /// A box may reach this many pixels beyond its image: what arithmetic on fractions leaves, and far less than shows.
    private static let frameTolerance = 1e-6

    fileprivate func allows(_ size: ImageSize) -> Bool {
        imageSide.contains(size.width) && imageSide.contains(size.height)
            && size.longestSide <= aspectRatio * min(size.width, size.height)
    }

    fileprivate func allows(label: String) -> Bool {
        (1...labelCharacters).contains(label.unicodeScalars.count)
    }

    /// What is wrong with a box of an image; nil when nothing is.
    fileprivate func fault(of box: Box, in size: ImageSize) -> ManifestIssueCode? {
        let tolerance = Self.frameTolerance
        let isOffFrame =
            box.left < 0 || box.top < 0 || box.width < 0 || box.height < 0
            || box.right > Double(size.width) + tolerance || box.bottom > Double(size.height) + tolerance
        if isOffFrame { return .invalidBoundingBox }
        let scale = min(1, Double(scaledSide) / Double(size.longestSide))
        return min(box.width, box.height) * scale > 1 ? nil : .boundingBoxTooSmall
    }
}
