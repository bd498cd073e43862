import Foundation

@testable import Annotations

/// A box of a sample line.
struct SampleBox {
    var id = 0
    var left: Double = 10
    var top: Double = 20
    var width: Double = 30
    var height: Double = 40

    var json: String {
        "{\"class_id\":\(id),\"top\":\(top),\"left\":\(left),\"width\":\(width),\"height\":\(height)}"
    }
}

/// A detection line as the guide writes it, with one thing changed.
struct SampleLine {
    var source = "s3://bucket/images/1.png"
    var imageSize = "[{\"width\":640,\"height\":480,\"depth\":3}]"
    var boxes = [SampleBox()]
    var classMap = "{\"0\":\"Echo\"}"
    var objects: String?
    var type = "groundtruth/object-detection"
    var human = "yes"
    var date = "2013-11-18T02:53:27"
    var extra = ""

    var json: String {
        let annotations = boxes.map(\.json).joined(separator: ",")
        let objects = objects ?? "[" + boxes.map { _ in "{\"confidence\":1}" }.joined(separator: ",") + "]"
        return """
            {"source-ref":"\(source)","bounding-box":{"image_size":\(imageSize),"annotations":[\(annotations)]},\
            "bounding-box-metadata":{"objects":\(objects),"class-map":\(classMap),"type":"\(type)",\
            "human-annotated":"\(human)","creation-date":"\(date)","job-name":"my job"}\(extra)}
            """
    }
}

/// An image-level line as the guide writes it.
func classificationLine(_ source: String, label: String = "Sunrise") -> String {
    """
    {"source-ref":"s3://bucket/\(source)","class_\(label)":1,"class_\(label)-metadata":{"confidence":1,\
    "job-name":"labeling-job/x","class-name":"\(label)","human-annotated":"yes",\
    "creation-date":"2020-03-06T17:46:39.176","type":"groundtruth/image-classification"}}
    """
}

func manifest(_ lines: [String], limits: ManifestLimits = .customLabels) throws -> AnnotationSet {
    try manifest(lines.map { $0 + "\n" }.joined(), limits: limits)
}

func manifest(_ text: String, limits: ManifestLimits = .customLabels) throws -> AnnotationSet {
    try GroundTruthManifest.lines(of: Array(text.utf8), file: "m.manifest", limits: limits)
}

func text(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: Array(bytes), as: UTF8.self)
}

let someday = Date(timeIntervalSince1970: 1_606_672_234.310)
