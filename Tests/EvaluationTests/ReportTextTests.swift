import Evaluation
import Testing

@Test func `a report can be read in a terminal`() {
    let report = Evaluator.evaluate(
        TestScenes.mixed,
        labels: TestScenes.labels + ["ghost"],
        seed: 7,
        resamples: 100
    )
    let text = ReportText(report).text
    let lines = text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= ReportText.width })
    #expect(text.hasPrefix("Tested on 4 images (1 without an object) with 7 objects of 3 labels.\n"))
    #expect(text.contains("Without test images, so without figures and left out of the means: ghost."))
    #expect(
        text.contains(
            "False alarms: 100.0 (100.0 to 100.0) per 100 images without an object; 1 in 1 such image."
        )
    )
    #expect(text.contains("optimistic"))
    #expect(lines.contains { $0.hasPrefix("bear ") && $0.contains("0.740") })
    #expect(lines.contains { $0.hasPrefix("s3://cam/found.jpg") && $0.hasSuffix("1         1") })
}

@Test func `long names keep the table in its columns`() {
    let label = String(repeating: "grizzly ", count: 10)
    let path = "s3://cam/" + String(repeating: "folder/", count: 20) + "frame.jpg"
    let image = TestScenes.image(path, [TestScenes.truth(0, label), TestScenes.truth(30, label)], [])
    let text = ReportText(Evaluator.evaluate([image], labels: [label], seed: 1, resamples: 10)).text
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= ReportText.width })
    #expect(text.contains("folder/frame.jpg"))
}

@Test func `an empty test set says so`() {
    let text = ReportText(Evaluator.evaluate([], labels: ["bear"], seed: 1)).text
    #expect(text.contains("there is nothing to score"))
    #expect(text.contains("unknown"))
}
