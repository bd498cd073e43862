import Annotations

/// One image's line of the snapshot.
struct SnapshotLine {
    /// A listed box of the evaluation.
    private struct Entry {
        var label: String
        var box: Box
        var confidence: Double
        var isShown: Bool
        var isPresentInGroundTruth: Bool
    }

    let image: ImageReport
    /// Class ids by label.
    let classes: [String: Int]
    let created: String

    /// Shown detections and missed objects, by falling confidence.
    private var entries: [Entry] {
        let shown = image.detections.filter { $0.verdict == .correct || $0.verdict == .invented }
            .map { detection in
                Entry(
                    label: detection.label,
                    box: detection.box,
                    confidence: detection.confidence,
                    isShown: true,
                    isPresentInGroundTruth: detection.verdict == .correct
                )
            }
        let missed = image.objects.filter { $0.verdict == .missed }
            .map { object in
                Entry(
                    label: object.label,
                    box: object.partner.map { image.detections[$0].box } ?? object.box,
                    confidence: object.confidence ?? 0,
                    isShown: false,
                    isPresentInGroundTruth: true
                )
            }
        return (shown + missed).inFallingOrder(of: \.confidence)
    }

    func members(objectID: Int, lineIndex: Int?) -> [(key: String, value: OrderedJSON)] {
        let objects = image.objects.filter { classes[$0.label] != nil }
        let entries = entries
        let training = "rekognition-custom-labels-training-0"
        let evaluation = "rekognition-custom-labels-evaluation"
        var members: [(key: String, value: OrderedJSON)] = [
            ("source-ref", .string(image.id)),
            (training, boxes(objects.map { Annotation(label: $0.label, box: $0.box) })),
            ("\(training)-metadata", trainingMetadata(objects)),
            (evaluation, boxes(entries.map { Annotation(label: $0.label, box: $0.box) })),
            ("\(evaluation)-metadata", evaluationMetadata(entries)),
            ("rekognition-custom-labels-object-id", .integer(objectID)),
        ]
        if let lineIndex { members.append(("line-idx", .integer(lineIndex))) }
        return members
    }

    private func boxes(_ boxes: [Annotation]) -> OrderedJSON {
        let size: OrderedJSON = [
            "width": .integer(image.size.width), "depth": .integer(3), "height": .integer(image.size.height),
        ]
        return ["annotations": .array(boxes.compactMap(annotation)), "image_size": .array([size])]
    }

    /// Nil for a label without a class id, which no caller passes.
    private func annotation(_ annotation: Annotation) -> OrderedJSON? {
        guard let classID = classes[annotation.label] else { return nil }
        let box = annotation.box
        return [
            "class_id": .integer(classID),
            "width": .integer(Int(box.width.rounded())),
            "top": .integer(Int(box.top.rounded())),
            "height": .integer(Int(box.height.rounded())),
            "left": .integer(Int(box.left.rounded())),
        ]
    }

    private func trainingMetadata(_ objects: [ObjectReport]) -> OrderedJSON {
        [
            "job-name": .string("rekognition-custom-labels-training-job"),
            "class-map": classMap(objects.map(\.label)),
            "human-annotated": .string("yes"),
            "objects": .array(objects.map { _ in ["confidence": .number(1)] }),
            "creation-date": .string(created),
            "type": .string("groundtruth/object-detection"),
        ]
    }

    /// The image's own confidence is that of its most confident entry, 0 without any.
    private func evaluationMetadata(_ entries: [Entry]) -> OrderedJSON {
        [
            "confidence": .number(fiveDecimals(entries.first?.confidence ?? 0)),
            "job-name": .string("rekognition-custom-labels-evaluation-job"),
            "class-map": classMap(entries.map(\.label)),
            "human-annotated": .string("no"),
            "objects": .array(entries.map(details)),
            "creation-date": .string(created),
            "type": .string("groundtruth/object-detection"),
        ]
    }

    /// The two l's of `labelling` are Amazon's spelling.
    private func details(of entry: Entry) -> OrderedJSON {
        [
            "confidence": .number(fiveDecimals(entry.confidence)),
            "rekognition-custom-labels-evaluation-details": [
                "version": .integer(1),
                "ground-truth-labelling-jobs": .array([.string("rekognition-custom-labels-training-job")]),
                "is-true-positive": .bool(entry.isShown && entry.isPresentInGroundTruth),
                "is-true-negative": .bool(false),
                "is-false-positive": .bool(!entry.isPresentInGroundTruth),
                "is-false-negative": .bool(!entry.isShown),
                "is-present-in-ground-truth": .bool(entry.isPresentInGroundTruth),
            ],
        ]
    }

    /// The labels that occur, by class id.
    private func classMap(_ labels: [String]) -> OrderedJSON {
        let used = Set(labels).compactMap { label in classes[label].map { (id: $0, label: label) } }
        return .object(used.sorted { $0.id < $1.id }.map { (key: String($0.id), value: .string($0.label)) })
    }

    private func fiveDecimals(_ value: Double) -> Double { (value * 100_000).rounded() / 100_000 }
}
