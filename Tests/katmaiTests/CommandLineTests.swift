import Annotations
import Foundation
import InferenceUnits
import Testing

@testable import katmai

@Test(arguments: [("480x360", 480, 360), ("64X4096", 64, 4096)])
func `a picture's size is width x height`(_ text: String, _ width: Int, _ height: Int) {
    #expect(PictureSize(argument: text)?.value == ImageSize(width: width, height: height))
}

@Test(arguments: ["480", "480x", "480x360x3", "63x64", "64x4097", "-480x360", "wide x high"])
func `what is no picture's size is not taken for one`(_ text: String) {
    #expect(PictureSize(argument: text) == nil)
}

@Test func `a progress line tells how long it will take`() {
    #expect(
        ProgressLine.text(done: 120, total: 605, seconds: 5) == "120 of 605 images, 24.0 a second, 0:21 left"
    )
    #expect(ProgressLine.text(done: 0, total: 605, seconds: 5) == "0 of 605 images")
}

@Test func `detections stand in columns`() {
    let found = ImageDetections(
        size: ImageSize(width: 640, height: 480),
        detections: [
            Detection(
                label: "wolf",
                confidence: 0.9996,
                box: Box(left: 7.5, top: 100, width: 20, height: 9)
            ),
            Detection(
                label: "bear cub",
                confidence: 0.05,
                box: Box(left: 120, top: 4, width: 3.4, height: 80)
            ),
        ],
        timings: InferenceTimings()
    )
    #expect(
        DetectionText.table(name: "a.jpg", found) == """
            a.jpg  (640 x 480)
              wolf      100.0 %  left   8  top 100  width 20  height  9
              bear cub    5.0 %  left 120  top   4  width  3  height 80

            """
    )
}

@Test func `a folder gives its images by path, hidden ones left out`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "katmai-\(UUID().uuidString)")
    // That it could not be removed does no harm: the system's temporary folder is cleared anyway.
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["b.JPG", "a/c.png", "a/notes.txt", ".hidden/d.jpg", "jpg"] {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data().write(to: file)
    }
    let names = try ImageList.images(for: [folder.path, "gone.jpg"]).map(\.name)
    #expect(names == ["\(folder.path)/a/c.png", "\(folder.path)/b.JPG", "gone.jpg"])
}
