import JSONText

/// What one line of a manifest says, judged by itself: without the lines around it and without the images.
struct GroundTruthLine {
    enum Verdict {
        /// Has boxes or image-level labels that can be used.
        case usable
        /// Right, but without anything that AWS trains on.
        case ignored
        case invalid
    }

    /// A well-formed `source-ref`; nil where there is none.
    private(set) var source: String?
    private(set) var verdict = Verdict.invalid
    /// The size that the label attributes state.
    private(set) var size: ImageSize?
    private(set) var boxes: [Annotation] = []
    private(set) var imageLabels: [String] = []
    /// Whether somebody has looked for objects, even if there is none.
    private(set) var isLabelled = false
    private(set) var issues: [ManifestIssue] = []

    /// The image as a detector sees it.
    var image: AnnotatedImage? {
        source.map {
            AnnotatedImage(
                source: $0,
                size: size,
                state: isLabelled ? .labelled : .unlabelled,
                annotations: boxes
            )
        }
    }

    /// Reads the line that stands in a range of a file's bytes, without its line end.
    ///
    /// AWS stops at the first of the errors that its guide marks as "checked first". So does this, label attribute by
    /// label attribute: what one attribute lacks does not cost the others, which are checked in full.
    init(in bytes: [UInt8], range: Range<Int>, limits: ManifestLimits) {
        if Self.isLonger(bytes[range], than: limits.lineCharacters) {
            issues.append(
                ManifestIssue(.lineTooLong, detail: "more than \(limits.lineCharacters) characters")
            )
            return
        }
        do throws(JSONSyntaxError) {
            guard case .object(let object) = try JSONReader.value(in: bytes, range: range) else {
                throw JSONSyntaxError(offset: range.lowerBound, reason: "the line is no JSON object")
            }
            read(object, limits)
        } catch {
            let column = error.offset - range.lowerBound + 1
            issues.append(ManifestIssue(.invalidJSONLine, detail: "column \(column): \(error.reason)"))
        }
    }

    private init(issue: ManifestIssue) {
        issues = [issue]
    }

    /// A line without anything on it: AWS counts it as an invalid one.
    static let blank = GroundTruthLine(issue: ManifestIssue(.invalidJSONLine, detail: "the line is blank"))

    /// Leaves the line out for a reason that lies outside it.
    mutating func refuse(_ issue: ManifestIssue) {
        issues.append(issue)
        verdict = .invalid
    }

    private static func isLonger(_ line: ArraySlice<UInt8>, than characters: Int) -> Bool {
        // A character has at least one byte, and exactly one that is not a continuation byte.
        line.count > characters && line.count(where: { $0 & 0xC0 != 0x80 }) > characters
    }

    private mutating func read(_ object: JSONObject, _ limits: ManifestLimits) {
        guard let reference = object["source-ref"] else {
            issues.append(ManifestIssue(.missingSourceRef))
            return
        }
        guard let name = reference.asText, Self.isWellFormed(name, limits) else {
            issues.append(ManifestIssue(.invalidSourceRefFormat, detail: reference.asText))
            return
        }
        source = name
        let isLabeled = object["cl-metadata"]?.asObject?["is_labeled"]?.asBoolean
        let names = Self.labelAttributes(of: object)
        if names.isEmpty {
            concludeWithoutAttributes(object, isLabeled: isLabeled)
        } else {
            let attributes = names.map { LabelAttribute(name: $0, in: object, limits: limits) }
            for attribute in attributes { take(attribute, limits) }
            conclude(attributes, isLabeled: isLabeled)
        }
    }

    /// Whether a `source-ref` names an image in S3 or, where that is allowed, a file under a folder.
    private static func isWellFormed(_ name: String, _ limits: ManifestLimits) -> Bool {
        guard !name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
            return false
        }
        if S3Location(name) != nil { return true }
        return !limits.requiresOneBucket && !name.isEmpty && !name.contains("://")
    }
}

extension GroundTruthLine {
    /// Keys that the service, its console and its validation manifests write beside the label attributes.
    static let knownKeys: Set<String> = [
        "source-ref", "cl-metadata", "cl-errors", "errors", "warnings", "line-idx",
    ]

    /// The keys that have a `-metadata` key beside them, in the line's order.
    ///
    /// In a training run's snapshots the service adds its predictions under `rekognition-custom-labels-evaluation…`;
    /// they are nobody's labels.
    static func labelAttributes(of object: JSONObject) -> [String] {
        var seen: Set<String> = []
        return object.members.map(\.key).filter { key in
            !knownKeys.contains(key) && !key.hasPrefix("rekognition-custom-labels-evaluation")
                && object[key + "-metadata"] != nil && key + "-metadata" != "cl-metadata"
                && seen.insert(key).inserted
        }
    }

    private mutating func concludeWithoutAttributes(_ object: JSONObject, isLabeled: Bool?) {
        let hasOtherKeys = object.members.contains {
            !Self.knownKeys.contains($0.key) && !$0.key.hasPrefix("rekognition-custom-labels-")
        }
        if isLabeled == true {
            issues.append(ManifestIssue(.noAnnotations))
            isLabelled = true
            verdict = .ignored
        } else if isLabeled == false || !hasOtherKeys {
            issues.append(ManifestIssue(.unannotatedRecord))
            verdict = .ignored
        } else {
            issues.append(ManifestIssue(.noLabelAttributes))
        }
    }

    private mutating func take(_ attribute: LabelAttribute, _ limits: ManifestLimits) {
        issues += attribute.issues
        switch attribute.content {
        case .unusable: break
        case .imageLabel(let label): imageLabels.append(label)
        case .noBoxes(let size, _): self.size = self.size ?? size
        case .boxes(let new, let size):
            let place = ManifestIssue.Place.attribute(attribute.name)
            if let known = self.size, known != size {
                let detail = "image_size differs from that of another label attribute"
                issues.append(ManifestIssue(.invalidLabelAttributeFormat, at: place, detail: detail))
            } else if boxes.count + new.count > limits.boxesPerImage {
                let detail = "\(boxes.count + new.count) with those of other label attributes"
                issues.append(ManifestIssue(.tooManyBoundingBoxes, at: place, detail: detail))
            } else {
                self.size = size
                boxes += new
            }
        }
    }

    private mutating func conclude(_ attributes: [LabelAttribute], isLabeled: Bool?) {
        let hasErrors = issues.contains { $0.code.severity == .error }
        let emptyOnes = attributes.compactMap(\.isHumanAnnotatedWithoutBoxes)
        // A box that was refused is an object all the same: such an image must not train as an empty one.
        let isEmpty =
            !emptyOnes.isEmpty && !hasErrors && isLabeled != false
            && (isLabeled == true || emptyOnes.contains(true))
        isLabelled = !boxes.isEmpty || isEmpty
        if attributes.contains(where: \.costsLine) {
            boxes = []
            imageLabels = []
            isLabelled = false
        } else if !boxes.isEmpty || !imageLabels.isEmpty {
            verdict = .usable
        } else if !emptyOnes.isEmpty {
            issues.append(ManifestIssue(.noAnnotations))
            verdict = .ignored
        } else if !attributes.contains(where: \.wasNotCheckedFurther) {
            issues.append(ManifestIssue(.noValidLabelAttributes))
        }
    }
}
