import Foundation
import Testing

@testable import Annotations

private func written(_ images: [AnnotatedImage], attribute: String = "BB") throws -> String {
    let set = AnnotationSet(format: .groundTruth, images: images)
    let options = WritingOptions(attribute: attribute, created: someday)
    return text(try AnnotationFile.bytes(of: set, as: .groundTruth, options: options))
}

private let size = ImageSize(width: 640, height: 480)

@Test func `a line has the console's order of keys, whole numbers and unescaped slashes`() throws {
    let image = AnnotatedImage(
        source: "s3://bucket/images/1.png",
        size: size,
        state: .labelled,
        annotations: [
            Annotation(label: "cat", box: Box(left: 1, top: 2, width: 3.5, height: 4)),
            Annotation(label: "dog", box: Box(left: 5, top: 6, width: 7, height: 8)),
        ]
    )
    let line = """
        {"source-ref":"s3://bucket/images/1.png","BB":{"annotations":[\
        {"left":1,"top":2,"width":3.5,"height":4,"class_id":0},{"left":5,"top":6,"width":7,"height":8,"class_id":1}],\
        "image_size":[{"width":640,"height":480,"depth":3}]},"BB-metadata":{"job-name":"labeling-job/BB",\
        "class-map":{"0":"cat","1":"dog"},"human-annotated":"yes","objects":[{"confidence":1},{"confidence":1}],\
        "creation-date":"2020-11-29T17:50:34.310Z","type":"groundtruth/object-detection"}}

        """
    #expect(try written([image]) == line)
}

@Test func `a class map lists only the labels of its line`() throws {
    let boxes = ["a", "b"].map { label in
        AnnotatedImage(
            source: "s3://bucket/\(label)",
            size: size,
            state: .labelled,
            annotations: [Annotation(label: label, box: Box(left: 0, top: 0, width: 9, height: 9))]
        )
    }
    #expect(try written(boxes).split(separator: "\n").last?.contains("\"class-map\":{\"1\":\"b\"}") == true)
}

@Test func `what is written reads back the same, images without boxes too`() throws {
    let box = Box(left: 0.1 + 0.2, top: 1.0 / 3, width: 100.25, height: 99.999999)
    let images = [
        AnnotatedImage(
            source: "a \"b\"/é.png",
            size: size,
            state: .labelled,
            annotations: [Annotation(label: "x\\", box: box)]
        ),
        AnnotatedImage(source: "empty.png", size: size, state: .labelled, annotations: []),
        AnnotatedImage(source: "empty, size unknown.png", size: nil, state: .labelled, annotations: []),
        AnnotatedImage(source: "unlabelled.png", size: nil, state: .unlabelled, annotations: []),
    ]
    let set = try AnnotationFile.read(Array(try written(images).utf8), file: "m")
    #expect(set.images == images)
}

@Test func `boxes without a size cannot be written`() {
    let annotation = Annotation(label: "x", box: Box(left: 0, top: 0, width: 9, height: 9))
    let image = AnnotatedImage(source: "a.png", size: nil, state: .labelled, annotations: [annotation])
    let error = #expect(throws: AnnotationFileError.self) { try written([image]) }
    #expect(
        error?.description.hasPrefix("a.png: a Ground Truth line needs the image's width and height") == true
    )
}

@Test func `a changed entry is rewritten and the lines around it stay`() throws {
    let lines = (1...3).map { SampleLine(source: "s3://bucket/\($0)").json }
    let set = try manifest(lines.joined(separator: "\n"))
    var entries = set.entries
    var image = try #require(entries[1].image)
    image.annotations[0].label = "Dot"
    entries[1] = Entry(image: image)
    let changed = AnnotationSet(format: .groundTruth, entries: entries, labels: ["Echo", "Dot"])
    let bytes = try AnnotationFile.bytes(
        of: changed,
        as: .groundTruth,
        options: WritingOptions(created: someday)
    )
    let written = text(bytes).components(separatedBy: "\n")
    #expect(written.count == 3)
    #expect(written[0] == lines[0])
    #expect(written[1].contains("\"class-map\":{\"1\":\"Dot\"}"))
    #expect(written[2] == lines[2])
}

@Test(arguments: [
    ("BB", true), ("", false), ("source-ref", false), ("x-metadata", false), ("cl", false), ("errors", false),
])
func `a label attribute must not be another key`(_ name: String, _ isAllowed: Bool) {
    #expect(WritingOptions.isAllowed(attribute: name) == isAllowed)
}
