import Annotations
import Foundation
import TrainingRuns

/// The snapshot of a training set (`TrainingGroundTruth-<project>-<version>.json`): one JSON line an image used.
///
/// As AWS's, it holds the labels and no predictions.
enum TrainingSnapshot {
    private struct Line: Encodable {
        let source: String
        let boxes: Boxes
        let metadata: Metadata
        let objectID: Int
        let lineIndex: Int?

        enum CodingKeys: String, CodingKey {
            case source = "source-ref"
            case boxes = "rekognition-custom-labels-training-0"
            case metadata = "rekognition-custom-labels-training-0-metadata"
            case objectID = "rekognition-custom-labels-object-id"
            case lineIndex = "line-idx"
        }
    }

    private struct Boxes: Encodable {
        struct Size: Encodable {
            let width: Int
            let height: Int
            let depth = 3

            enum CodingKeys: String, CodingKey {
                case width
                case height
                case depth
            }
        }

        struct ClassedBox: Encodable {
            let classID: Int
            let left: Int
            let top: Int
            let width: Int
            let height: Int

            enum CodingKeys: String, CodingKey {
                case classID = "class_id"
                case left
                case top
                case width
                case height
            }
        }

        let annotations: [ClassedBox]
        let sizes: [Size]

        enum CodingKeys: String, CodingKey {
            case annotations
            case sizes = "image_size"
        }
    }

    private struct Metadata: Encodable {
        struct Object: Encodable {
            let confidence: Double
        }

        let jobName: String
        let classMap: [String: String]
        let humanAnnotated: String
        let objects: [Object]
        let creationDate: String
        let type: String

        enum CodingKeys: String, CodingKey {
            case jobName = "job-name"
            case classMap = "class-map"
            case humanAnnotated = "human-annotated"
            case objects
            case creationDate = "creation-date"
            case type
        }
    }

    /// The lines for a job's training images; `created` is written into each.
    static func bytes(of job: TrainingJob, created: Date) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        let classes = Dictionary(job.labels.enumerated().map { ($1, $0) }) { first, _ in first }
        let date = created.formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true))
        var bytes = Data()
        for (index, sample) in job.training.enumerated() {
            bytes += try encoder.encode(line(sample, objectID: index + 1, classes, date))
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    private static func line(
        _ sample: TrainingJob.Sample,
        objectID: Int,
        _ classes: [String: Int],
        _ date: String
    ) -> Line {
        let image = sample.image
        let boxes = image.annotations.compactMap { annotation in
            classes[annotation.label].map { box(annotation.box, classID: $0) }
        }
        let used = Set(image.annotations.map(\.label))
        let classMap = classes.filter { used.contains($0.key) }.map { (String($0.value), $0.key) }
        return Line(
            source: image.source,
            boxes: Boxes(
                annotations: boxes,
                sizes: image.size.map { [Boxes.Size(width: $0.width, height: $0.height)] } ?? []
            ),
            metadata: Metadata(
                jobName: "rekognition-custom-labels-training-job",
                classMap: Dictionary(classMap) { first, _ in first },
                humanAnnotated: "yes",
                objects: boxes.map { _ in Metadata.Object(confidence: 1) },
                creationDate: date,
                type: "groundtruth/object-detection"
            ),
            objectID: objectID,
            lineIndex: sample.line.map { $0 - 1 }
        )
    }

    private static func box(_ box: Box, classID: Int) -> Boxes.ClassedBox {
        Boxes.ClassedBox(
            classID: classID,
            left: Int(box.left.rounded()),
            top: Int(box.top.rounded()),
            width: Int(box.width.rounded()),
            height: Int(box.height.rounded())
        )
    }
}
