import Foundation
import Testing

@testable import Annotations

private let size = ImageSize(width: 100, height: 80)
private let date = Date(timeIntervalSince1970: 1_606_672_234.310)

/// A line with all that an edit must leave alone, and two boxes.
private let busy =
    #"{"source-ref":"s3://bears/1.jpg","camera":{"name":"north","iso":[1,2]},"boxes":{"annotations":[{"class_id":3,"left":1,"#
    + #""top":2,"width":10,"height":20,"track":"t7"},{"class_id":5,"left":30,"top":2,"width":10,"height":20}],"#
    + #""image_size":[{"width":100,"height":80,"depth":3}],"tool":"x"},"weather":1,"weather-metadata":{"class-name":"rain","#
    + #""confidence":0.9,"type":"groundtruth/image-classification","job-name":"w","human-annotated":"no","#
    + #""creation-date":"2020-03-06T17:46:39.176"},"boxes-metadata":{"objects":[{"confidence":0.7},{"confidence":0.6}],"#
    + #""class-map":{"3":"bear","5":"wolf"},"type":"groundtruth/object-detection","human-annotated":"no","#
    + #""creation-date":"2013-11-18T02:53:27","job-name":"job","reviewer":"Ann"}}"#

private func edited(_ text: String, _ change: (inout [EditableLine.PlacedBox]) -> Void) throws -> String {
    let line = try #require(EditableLine(Array(text.utf8)))
    var boxes = line.boxes
    change(&boxes)
    return String(decoding: line.line(boxes: boxes, size: size, created: date), as: UTF8.self)
}

/// The line as it is judged when a dataset takes it.
private func judged(_ text: String) throws -> AnnotatedImage {
    let set = try GroundTruthManifest.lines(of: Array(text.utf8), file: "m", limits: .localFiles)
    #expect(set.entries[0].issues.filter { $0.code.severity == .error }.isEmpty)
    return try #require(set.entries[0].image)
}

@Test func `an unchanged save only says who made the labels and when`() throws {
    let expected =
        busy
        .replacingOccurrences(
            of: #""human-annotated":"no","creation-date":"2013-11-18T02:53:27""#,
            with: #""human-annotated":"yes","creation-date":"2020-11-29T17:50:34.310Z""#
        )
    #expect(try edited(busy) { _ in } == expected)
}

@Test func `a moved box keeps its other keys and is sure now, and the other box is as it was`() throws {
    let text = try edited(busy) { $0[0].box.left = 4.5 }
    #expect(text.contains(#"{"class_id":3,"left":4.5,"top":2,"width":10,"height":20,"track":"t7"}"#))
    #expect(text.contains(#"{"class_id":5,"left":30,"top":2,"width":10,"height":20}"#))
    #expect(text.contains(#""objects":[{"confidence":1},{"confidence":0.6}]"#))
    #expect(text.contains(#""camera":{"name":"north","iso":[1,2]}"#))
    #expect(text.contains(#""tool":"x""#))
    #expect(text.contains(#""reviewer":"Ann""#))
    #expect(text.contains(#""class-name":"rain""#))
}

@Test func `labels keep their class ids, new ones get the next, unused ones go`() throws {
    let text = try edited(busy) { boxes in
        boxes[1].label = "fox"
        let new = Box(left: 50, top: 50, width: 5, height: 6)
        boxes.append(EditableLine.PlacedBox(place: nil, label: "bear", box: new))
    }
    #expect(text.contains(#""class-map":{"3":"bear","6":"fox"}"#))
    let image = try judged(text)
    #expect(image.annotations.map(\.label) == ["bear", "fox", "bear"])
    #expect(image.annotations[2].box == Box(left: 50, top: 50, width: 5, height: 6))
}

@Test func `the first box of a plain line makes an attribute as AWS's console writes it`() throws {
    let text = try edited(#"{"source-ref":"s3://bears/1.jpg"}"#) { boxes in
        let box = Box(left: 1, top: 2, width: 3, height: 4)
        boxes = [EditableLine.PlacedBox(place: nil, label: "a \"b\"", box: box)]
    }
    #expect(
        text
            == #"{"source-ref":"s3://bears/1.jpg","bounding-box":{"annotations":[{"left":1,"top":2,"width":3,"height":4,"#
            + #""class_id":0}],"image_size":[{"width":100,"height":80,"depth":3}]},"bounding-box-metadata":{"#
            + #""job-name":"labeling-job/bounding-box","class-map":{"0":"a \"b\""},"human-annotated":"yes","#
            + #""objects":[{"confidence":1}],"creation-date":"2020-11-29T17:50:34.310Z","#
            + #""type":"groundtruth/object-detection"}}"#
    )
    #expect(try judged(text).annotations.count == 1)
}

@Test func `no object is a label of its own, and unlabelled takes it back`() throws {
    let marked = #"{"source-ref":"s3://bears/1.jpg","camera":"n","cl-metadata":{"is_labeled":false}}"#
    let text = try edited(marked) { $0 = [] }
    #expect(try judged(text).state == .labelled)
    #expect(try judged(text).annotations.isEmpty)
    let line = try #require(EditableLine(Array(text.utf8)))
    let back = String(decoding: line.unlabelledLine(), as: UTF8.self)
    #expect(back == #"{"source-ref":"s3://bears/1.jpg","camera":"n"}"#)
}

@Test func `boxes of two attributes stay where they are`() throws {
    let second =
        #","more":{"annotations":[{"class_id":0,"left":7,"top":7,"width":7,"height":7}],"image_size":[{"width":100,"#
        + #""height":80,"depth":3}]},"more-metadata":{"objects":[{"confidence":1}],"class-map":{"0":"lynx"},"#
        + #""type":"groundtruth/object-detection","human-annotated":"yes","creation-date":"2013-11-18T02:53:27"}}"#
    let text = try edited(String(busy.dropLast()) + second) { $0.removeFirst() }
    let line = try #require(EditableLine(Array(text.utf8)))
    #expect(line.boxes.map { "\($0.place?.attribute ?? "") \($0.label)" } == ["boxes wolf", "more lynx"])
    #expect(line.imageLabels == ["rain"])
}

@Test func `what is wrong can be seen and mended`() throws {
    let broken =
        busy
        .replacingOccurrences(of: #""5":"wolf""#, with: #""6":"wolf""#)
        .replacingOccurrences(of: #""left":30"#, with: #""left":95,"cl-errors":[{"code":"X"}]"#)
    let line = try #require(EditableLine(Array(broken.utf8)))
    #expect(line.boxes.map(\.label) == ["bear", "class 5"])
    #expect(line.boxes[1].box.left == 95)
    let text = try edited(broken) { boxes in
        boxes[1].label = "wolf"
        boxes[1].box.left = 60
    }
    #expect(!text.contains("cl-errors"))
    #expect(try judged(text).annotations.map(\.label) == ["bear", "wolf"])
}

@Test func `an attribute that cannot be read is written anew`() throws {
    let broken = busy.replacingOccurrences(of: #""annotations":[{"class_id":3,"#, with: #""annotations":[{"#)
    let line = try #require(EditableLine(Array(broken.utf8)))
    #expect(line.boxes.isEmpty)
    let text = try edited(broken) { boxes in
        let box = Box(left: 1, top: 2, width: 3, height: 4)
        boxes = [EditableLine.PlacedBox(place: nil, label: "bear", box: box)]
    }
    #expect(try judged(text).annotations.map(\.label) == ["bear"])
    #expect(text.contains(#""tool":"x""#))
}

@Test func `what is no object is no line`() {
    #expect(EditableLine(Array("[1]".utf8)) == nil)
    #expect(EditableLine([]) == nil)
}
