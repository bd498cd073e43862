import Annotations
import FoundationEssentials
import InferenceUnits

/// Detections as a table for people.
enum DetectionText {
    /// The lines of one image, each ended by a line feed.
    static func table(name: String, _ found: ImageDetections) -> String {
        let size = "\(found.size.width) x \(found.size.height)"
        var text = "\(name)  (\(size))\n"
        if found.detections.isEmpty { return text + "  nothing found\n" }
        let columns = found.detections.map(cells)
        let widths = columns[0].indices.map { column in columns.map { $0[column].count }.max() ?? 0 }
        for row in columns {
            let padded = zip(row, widths).enumerated().map { column, cell in
                let space = String(repeating: " ", count: cell.1 - cell.0.count)
                return column == 0 ? cell.0 + space : space + cell.0
            }
            let (label, confidence, sides) = (padded[0], padded[1], padded[2...])
            text += "  \(label)  \(confidence) %"
            for (name, value) in zip(["left", "top", "width", "height"], sides) {
                text += "  \(name) \(value)"
            }
            text += "\n"
        }
        return text
    }

    private static func cells(_ detection: Detection) -> [String] {
        let box = detection.box
        let sides = [box.left, box.top, box.width, box.height].map { "\(Int($0.rounded()))" }
        return [detection.label, "\(percent(detection.confidence))"] + sides
    }

    /// 0...1 as percent with one digit, so that 97 % reads `97.0`.
    static func percent(_ ratio: Double) -> Double {
        (ratio * 1000).rounded() / 10
    }
}

/// Detections as JSON for programs: one object an image.
struct DetectionJSON: Encodable {
    struct Found: Encodable {
        var label: String
        /// 0...100, as `--min-confidence` takes it.
        var confidence: Double
        var box: Box
    }

    struct Problem: Encodable {
        var code: String
        var message: String
    }

    var image: String
    var width: Int?
    var height: Int?
    var detections: [Found]?
    var milliseconds: InferenceTimings?
    var error: Problem?

    init(_ outcome: DetectionRun.Outcome) {
        image = outcome.image.name
        switch outcome.result {
        case .success(let found):
            width = found.size.width
            height = found.size.height
            detections = found.detections.map {
                Found(label: $0.label, confidence: $0.confidence * 100, box: $0.box)
            }
            milliseconds = outcome.isTimed ? found.timings : nil
        case .failure(let failure):
            error = Problem(code: failure.code, message: failure.description)
        }
    }

    /// One line without its end.
    func line() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
