import Annotations
import Evaluation
import Imaging

/// Test images with what was right and wrong drawn on them.
struct VerdictPictures {
    private var folder: PictureFolder
    private let labels: [String]

    init(_ folder: PictureFolder, labels: [String]) {
        self.folder = folder
        self.labels = labels
    }

    /// Writes a picture for each image; returns how many could not be written.
    mutating func write(_ images: [ImageReport], from sources: [NamedImage]) -> Int {
        var failures = 0
        for (image, source) in zip(images, sources) {
            do {
                try folder.write(source.bytes(), name: source.name, drawings: drawings(of: image))
            } catch {
                failures += 1
                Terminal.note("\(source.name): its picture could not be written: \(error)")
            }
        }
        return failures
    }

    private func drawings(of image: ImageReport) -> [BoxDrawing] {
        let missed = image.objects.filter { $0.verdict == .missed }.map { object in
            BoxDrawing(
                box: object.box,
                colour: colour(of: object.label),
                caption: "missed: \(object.label)",
                line: .dashed
            )
        }
        let shown = image.detections.compactMap { detection -> BoxDrawing? in
            let percent = Int((detection.confidence * 100).rounded())
            let caption = "\(detection.label) \(percent)%"
            switch detection.verdict {
            case .correct:
                return BoxDrawing(box: detection.box, colour: colour(of: detection.label), caption: caption)
            case .invented:
                return BoxDrawing(
                    box: detection.box,
                    colour: colour(of: detection.label),
                    caption: "not there: \(caption)"
                )
            case .belowThreshold, .notEvaluated:
                return nil
            }
        }
        return missed + shown
    }

    private func colour(of label: String) -> Colour {
        .label(labels.firstIndex(of: label) ?? 0)
    }
}
