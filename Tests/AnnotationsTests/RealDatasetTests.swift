import Foundation
import Testing

@testable import Annotations

/// The folder of real data sets, if this machine has one.
private let datasets = ProcessInfo.processInfo.environment["KATMAI_DATASETS"].map { URL(filePath: $0) }

@Test(
    .enabled(if: datasets != nil, "KATMAI_DATASETS is not set"),
    arguments: ["class", "segmentation", "template"]
)
func `real manifests of a neighbouring service are told what they lack`(_ kind: String) throws {
    let name = kind == "template" ? "cookies-template.manifest" : "cookies-train_\(kind).manifest"
    let file = try #require(datasets).appending(path: "manifests/\(name)")
    let bytes = [UInt8](try Data(contentsOf: file))
    let set = try GroundTruthManifest.lines(of: bytes, file: name)
    let statistics = try #require(set.statistics)
    #expect(statistics.totalLines == 63)
    #expect(
        try AnnotationFile.bytes(of: set, as: .groundTruth, options: WritingOptions(created: someday))
            == bytes
    )
    // Half of the lines lack the confidence that Custom Labels demands of image-level labels; the template's names have
    // no bucket.
    #expect(statistics.invalidLines == (kind == "template" ? 63 : 32))
    #expect(statistics.validLines == (kind == "template" ? 0 : 31))
    #expect(statistics.errors.map(\.code).first == .tooManyInvalidRows)
    let expected =
        kind == "template"
        ? "ERROR_INVALID_SOURCE_REF_FORMAT" : "ERROR_INVALID_LABEL_ATTRIBUTE_METADATA_FORMAT"
    #expect(set.problems.contains { $0.code == expected })
}

@Test(
    .enabled(if: datasets != nil, "KATMAI_DATASETS is not set"),
    arguments: [
        ("raccoon", 160, 173), ("microcontrollers", 119, 142), ("cards", 296, 527), ("bccd", 292, 3941),
        ("fork_scissors", 32, 32),
    ]
)
func `real COCO files keep every box on the way to Ground Truth`(
    _ name: String,
    _ images: Int,
    _ boxes: Int
) throws {
    let file = try #require(datasets).appending(path: "\(name)/annotations/train.json")
    let set = try AnnotationFile.read(contentsOf: file)
    #expect(set.problems == [])
    #expect(set.counts.labelledImages == images)
    #expect(set.counts.boxes == boxes)
    let options = WritingOptions(created: someday)
    let lines = try AnnotationFile.bytes(of: set, as: .groundTruth, options: options)
    let manifest = try AnnotationFile.read(lines, file: "written.manifest")
    #expect(manifest.problems == [])
    #expect(manifest.images == set.images)
    let folder = ImageFolder(root: nil, annotationFile: file)
    for image in set.images { _ = try folder.url(for: image.source) }
}
