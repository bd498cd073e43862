import Testing

@testable import Annotations

private func document(
    images: String = "{\"id\":1,\"file_name\":\"a.jpg\",\"width\":100,\"height\":80}",
    annotations: String? =
        "{\"id\":1,\"image_id\":1,\"category_id\":7,\"bbox\":[10,20,30.5,40],\"iscrowd\":0}",
    categories: String? =
        "{\"id\":7,\"name\":\"bear\"},{\"id\":2,\"name\":\"fox\",\"supercategory\":\"animal\"}"
) -> String {
    let annotations = annotations.map { ",\n\"annotations\":[\n\($0)]" } ?? ""
    let categories = categories.map { ",\n\"categories\":[\($0)]" } ?? ""
    return "{\"info\":{},\n\"images\":[\(images)]\(annotations)\(categories)}"
}

private func read(_ text: String) throws -> AnnotationSet {
    try AnnotationFile.read(Array(text.utf8), file: "t.json")
}

@Test func `a COCO file gives its images, boxes and labels`() throws {
    let set = try read(document())
    #expect(set.format == .coco)
    #expect(set.labels == ["bear", "fox"])
    #expect(set.problems == [])
    #expect(
        set.images == [
            AnnotatedImage(
                source: "a.jpg",
                size: ImageSize(width: 100, height: 80),
                state: .labelled,
                annotations: [Annotation(label: "bear", box: Box(left: 10, top: 20, width: 30.5, height: 40))]
            )
        ]
    )
}

@Test func `ids may be texts, and sparse`() throws {
    let set = try read(
        document(
            images: "{\"id\":\"x9\",\"file_name\":\"a.jpg\"}",
            annotations: "{\"image_id\":\"x9\",\"category_id\":\"7\",\"bbox\":[1,2,3,4]}"
        )
    )
    #expect(set.images.first?.annotations.map(\.label) == ["bear"])
    #expect(set.images.first?.size == nil)
}

@Test func `an image without annotations is labelled as empty`() throws {
    #expect(try read(document(annotations: "")).images.map(\.state) == [.labelled])
}

@Test func `in a file without annotations nobody has looked`() throws {
    #expect(try read(document(annotations: nil)).images.map(\.state) == [.unlabelled])
}

@Test(arguments: [
    ("\"category_id\":7,\"bbox\":[1,2,3,4],\"iscrowd\":1", "KATMAI_CROWD", Problem.Severity.warning),
    ("\"category_id\":8,\"bbox\":[1,2,3,4]", "KATMAI_UNKNOWN_CATEGORY", .error),
    ("\"bbox\":[1,2,3,4]", "KATMAI_UNKNOWN_CATEGORY", .error),
    ("\"category_id\":7", "KATMAI_INVALID_BOX", .error),
    ("\"category_id\":7,\"bbox\":[1,2,0,4]", "KATMAI_INVALID_BOX", .error),
    ("\"category_id\":7,\"bbox\":[1,2,3]", "KATMAI_INVALID_BOX", .error),
    ("\"category_id\":7,\"bbox\":[1,2,3,\"4\"]", "KATMAI_INVALID_BOX", .error),
    ("\"category_id\":7,\"bbox\":[100,2,3,4]", "KATMAI_BOX_OUTSIDE_IMAGE", .error),
])
func `a lost box is reported and does not leave an empty image`(
    _ annotation: String,
    _ code: String,
    _ severity: Problem.Severity
) throws {
    let set = try read(document(annotations: "{\"id\":3,\"image_id\":1,\(annotation)}"))
    #expect(set.problems.map(\.code) == [code])
    #expect(set.problems.map(\.severity) == [severity])
    #expect(set.problems.map(\.line) == [4])
    #expect(set.problems.map(\.place) == ["annotations[0]"])
    #expect(set.images.map(\.state) == [.unlabelled])
}

@Test func `a box that leaves its image is cut at the edge and reported`() throws {
    let set = try read(document(annotations: "{\"image_id\":1,\"category_id\":7,\"bbox\":[-10,70,30,20]}"))
    #expect(set.images.first?.annotations.map(\.box) == [Box(left: 0, top: 70, width: 20, height: 10)])
    #expect(set.problems.map(\.code) == ["KATMAI_BOX_CLIPPED"])
}

@Test func `a box that arithmetic put a hair outside stays as it is`() throws {
    let box = "{\"image_id\":1,\"category_id\":7,\"bbox\":[70,20,30.0000000001,40]}"
    let set = try read(document(annotations: box))
    #expect(set.images.first?.annotations.first?.box.width == 30.0000000001)
    #expect(set.problems == [])
}

@Test func `an annotation of no image, and images twice, are reported`() throws {
    let image = "{\"id\":1,\"file_name\":\"a.jpg\"}"
    let images = "\(image),\(image),{\"id\":2,\"file_name\":\"a.jpg\"},{\"id\":3}"
    let set = try read(
        document(images: images, annotations: "{\"image_id\":9,\"category_id\":7,\"bbox\":[1,2,3,4]}")
    )
    #expect(
        set.problems.map(\.code) == [
            "KATMAI_DUPLICATE_IMAGE", "KATMAI_DUPLICATE_IMAGE", "KATMAI_INVALID_IMAGE",
            "KATMAI_UNKNOWN_IMAGE",
        ]
    )
    #expect(set.images.count == 1)
}

@Test func `boxes need categories`() {
    let error = #expect(throws: AnnotationFileError.self) { try read(document(categories: nil)) }
    #expect(error?.description == "t.json: the document has no categories, so its boxes have no labels")
}

@Test func `a malformed document is placed`() {
    let error = #expect(throws: AnnotationFileError.self) {
        try read("{\"images\":[\n{\"id\":1 \"file_name\":\"a\"}]}")
    }
    #expect(error?.description == "t.json:2:9: the JSON is malformed: a comma or } is expected")
}

@Test func `a COCO file is recognised on one line, on many, and with a byte order mark`() throws {
    #expect(try read(document().replacing("\n", with: "")).format == .coco)
    #expect(try read("\u{FEFF}" + document().replacing(",", with: "\n,\n")).format == .coco)
}

@Test func `an unchanged COCO file is written as it was read`() throws {
    let text = document()
    let options = WritingOptions(created: someday)
    #expect(try AnnotationFile.bytes(of: read(text), as: .coco, options: options) == Array(text.utf8))
}

@Test func `a written COCO file has the same content`() throws {
    let images =
        "{\"id\":4,\"file_name\":\"a.jpg\",\"width\":100,\"height\":80},{\"id\":9,\"file_name\":\"b \\\"é\\\".jpg\"}"
    let set = try read(
        document(images: images, annotations: "{\"image_id\":4,\"category_id\":2,\"bbox\":[0.1,0.2,3,4]}")
    )
    let changed = set.renamingSources { $0 }
    let options = WritingOptions(created: someday)
    let written = try AnnotationFile.bytes(of: changed, as: .coco, options: options)
    let again = try AnnotationFile.read(written, file: "again.json")
    #expect(again.images == set.images)
    #expect(again.labels == set.labels)
    #expect(again.problems == [])
}

@Test func `boxes survive the way from Ground Truth to COCO and back exactly`() throws {
    let boxes = [
        SampleBox(left: 0.1, top: 1e-7, width: 1.0 / 3 * 10, height: 40), SampleBox(left: 3, width: 2.5),
    ]
    let set = try manifest([
        SampleLine(boxes: boxes).json, SampleLine(source: "s3://bucket/2", boxes: [], classMap: "{}").json,
    ])
    let options = WritingOptions(created: someday)
    let coco = try AnnotationFile.read(AnnotationFile.bytes(of: set, as: .coco, options: options), file: "c")
    #expect(coco.format == .coco)
    let back = try AnnotationFile.read(
        AnnotationFile.bytes(of: coco, as: .groundTruth, options: options),
        file: "g"
    )
    #expect(back.format == .groundTruth)
    #expect(back.images == set.images)
    #expect(back.labels == set.labels)
}
