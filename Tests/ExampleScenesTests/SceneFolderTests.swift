import Annotations
import ExampleScenes
import Foundation
import Imaging
import Testing

private func tinySet(seed: UInt64 = 0) -> SceneSet {
    var set = SceneSet()
    (set.trainCount, set.testCount, set.seed, set.size) = (3, 5, seed, ImageSize(width: 64, height: 64))
    return set
}

/// A folder that lasts as long as its test.
private func withFolder(_ body: (URL) async throws -> Void) async throws {
    let url = FileManager.default.temporaryDirectory.appending(
        path: "katmai-\(UUID())",
        directoryHint: .isDirectory
    )
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    do {
        try await body(url)
    } catch {
        try FileManager.default.removeItem(at: url)
        throw error
    }
    try FileManager.default.removeItem(at: url)
}

@Test func `a drawn folder's manifests name its pictures and hold its boxes`() async throws {
    try await withFolder { url in
        let folder = SceneFolder(url: url)
        var calls = 0
        let drawn = try await folder.write(tinySet()) { _ in calls += 1 }
        #expect(calls == 8)
        #expect(drawn.splits["test"]?.emptyImages == 1)
        for split in SceneSet.Split.allCases {
            let read = try AnnotationFile.read(contentsOf: folder.manifest(of: split))
            let expected = (0..<tinySet().count(of: split)).map {
                tinySet().scene(split, $0).draw().annotations
            }
            #expect(read.labelledImages.map(\.annotations) == expected)
            let place = ImageFolder(root: nil, annotationFile: folder.manifest(of: split))
            for image in read.labelledImages {
                let bytes = try Data(contentsOf: place.url(for: image.source))
                #expect(try ImageDecoder.size(of: bytes, name: image.source) == image.size)
            }
        }
    }
}

@Test func `the same set gives the same bytes, whatever the order of drawing`() async throws {
    try await withFolder { url in
        let folders = ["a", "b"].map { SceneFolder(url: url.appending(path: $0)) }
        for folder in folders { _ = try await folder.write(tinySet(seed: 7)) { _ in } }
        let files = ["train.manifest", "test.manifest", "images/train-0001.jpg", "images/test-0005.jpg"]
        for file in files {
            let bytes = try folders.map { try Data(contentsOf: $0.url.appending(path: file)) }
            #expect(bytes[0] == bytes[1], "\(file)")
        }
    }
}

@Test func `a folder that is not empty is drawn into only when that is asked for`() async throws {
    try await withFolder { url in
        try Data("mine".utf8).write(to: url.appending(path: "notes.txt"))
        let folder = SceneFolder(url: url)
        await #expect(throws: SceneFolderError.self) { try await folder.write(tinySet()) { _ in } }
        #expect(!FileManager.default.fileExists(atPath: folder.images.path))
        _ = try await folder.write(tinySet(), overwriting: true) { _ in }
        #expect(try String(contentsOf: url.appending(path: "notes.txt"), encoding: .utf8) == "mine")
    }
}

@Test func `the folder and every line say that the pictures are drawn`() async throws {
    try await withFolder { url in
        let folder = SceneFolder(url: url)
        _ = try await folder.write(tinySet()) { _ in }
        #expect(try String(contentsOf: folder.note, encoding: .utf8).hasPrefix("These pictures are drawn"))
        let lines = try String(contentsOf: folder.manifest(of: .test), encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines.allSatisfy { $0.contains("\"job-name\":\"labeling-job/katmai-example-drawn\"") })
    }
}
