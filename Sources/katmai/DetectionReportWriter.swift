import Annotations
import FoundationEssentials
import Imaging
import InferenceUnits

/// Prints what comes of each image as it comes, and draws it where asked.
struct DetectionReportWriter {
    /// Images that gave no detections because something is wrong with them.
    private(set) var failures = 0
    private let isJSON: Bool
    private var pictures: PictureFolder?
    /// Decide on colours; those that nobody named come behind, as they are met.
    private var labels: [String]
    private let total: Int
    private var progress: ProgressLine
    private var written = 0

    init(isJSON: Bool, pictures: PictureFolder?, labels: [String], total: Int) {
        self.isJSON = isJSON
        self.pictures = pictures
        self.labels = labels
        self.total = total
        progress = ProgressLine(total: total)
    }

    /// Takes what came of the next image.
    mutating func write(_ outcome: DetectionRun.Outcome) throws {
        progress.clear()
        switch outcome.result {
        case .success(let found):
            if !isJSON { try Terminal.write(DetectionText.table(name: outcome.image.name, found)) }
            draw(found, on: outcome)
        case .failure(let failure):
            failures += 1
            Terminal.note("\(failure)")
        }
        if isJSON {
            try Terminal.write((written == 0 ? "[\n" : ",\n") + DetectionJSON(outcome).line())
        }
        written += 1
        progress.update(done: written)
    }

    /// Ends the output.
    mutating func finish() throws {
        progress.clear()
        if isJSON { try Terminal.write(written == 0 ? "[]\n" : "\n]\n") }
        if failures > 0 { Terminal.note("\(failures) of \(total) images could not be looked at") }
    }

    private mutating func draw(_ found: ImageDetections, on outcome: DetectionRun.Outcome) {
        guard pictures != nil, let bytes = outcome.bytes else { return }
        for detection in found.detections where !labels.contains(detection.label) {
            labels.append(detection.label)
        }
        let drawings = found.detections.map { detection in
            BoxDrawing(detection, labelIndex: labels.firstIndex(of: detection.label) ?? 0)
        }
        do {
            try pictures?.write(bytes, name: outcome.image.name, drawings: drawings)
        } catch {
            failures += 1
            Terminal.note("\(outcome.image.name): its picture could not be written: \(error)")
        }
    }
}
