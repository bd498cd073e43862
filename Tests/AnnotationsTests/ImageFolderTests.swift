import Foundation
import Testing

@testable import Annotations

/// A folder of empty files that goes when the test ends.
private final class Folder {
    let url: URL

    init(_ paths: [String]) throws {
        url = FileManager.default.temporaryDirectory.appending(path: "katmai-\(UUID().uuidString)")
        for path in paths {
            let file = url.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data().write(to: file)
        }
    }

    deinit {
        // What is left of a test in the temporary folder harms nobody.
        try? FileManager.default.removeItem(at: url)
    }

    func path(of found: URL) -> String {
        found.path.replacing(url.standardizedFileURL.path + "/", with: "")
    }
}

@Test(arguments: [
    ("s3://bucket/a/b.jpg", "root/a/b.jpg"), ("s3://bucket/c.jpg", "root/bucket/c.jpg"),
    ("s3://bucket/far/away/d.jpg", "root/d.jpg"), ("a/b.jpg", "root/a/b.jpg"), ("x/y/d.jpg", "root/d.jpg"),
    ("./a/../d.jpg", "root/d.jpg"), ("/home/somebody/d.jpg", "root/d.jpg"),
    ("s3://bucket/é #1%.jpg", "root/é #1%.jpg"),
])
func `an image is found in the folder given`(_ source: String, _ path: String) throws {
    let folder = try Folder([
        "root/a/b.jpg", "root/bucket/c.jpg", "root/d.jpg", "root/é #1%.jpg", "m.manifest",
    ])
    let images = ImageFolder(
        root: folder.url.appending(path: "root"),
        annotationFile: folder.url.appending(path: "m.manifest")
    )
    #expect(folder.path(of: try images.url(for: source)) == path)
}

@Test(arguments: ["beside.jpg", "inside.jpg", "coco.jpg", "s3://bucket/x/coco.jpg"])
func `without a folder an image is looked for beside its annotation file`(_ source: String) throws {
    let paths = ["set/annotations/beside.jpg", "set/annotations/images/inside.jpg", "set/images/coco.jpg"]
    let folder = try Folder(paths)
    let images = ImageFolder(
        root: nil,
        annotationFile: folder.url.appending(path: "set/annotations/train.json")
    )
    let name = try #require(source.split(separator: "/").last)
    #expect(
        paths.contains {
            $0 == folder.path(of: (try? images.url(for: source)) ?? folder.url) && $0.hasSuffix(name)
        }
    )
}

@Test(arguments: [
    "../secret.jpg", "s3://bucket/../../secret.jpg", "a/../../secret.jpg", "..", "a/..", "s3://bucket/a/..",
    "/..",
    "s3://bucket//../secret.jpg",
])
func `a name that leads out of the folder is refused`(_ source: String) throws {
    let folder = try Folder(["secret.jpg", "root/a/b.jpg"])
    let images = ImageFolder(root: folder.url.appending(path: "root"), annotationFile: folder.url)
    #expect(throws: ImageFolderError.leavesFolder(source: source)) { try images.url(for: source) }
}

@Test(arguments: ["https://host/a.jpg", "a\u{0}b.jpg", "s3://b/x"])
func `a name that is no file's is refused`(_ source: String) {
    let images = ImageFolder(root: URL(filePath: "/"), annotationFile: URL(filePath: "/x"))
    #expect(throws: ImageFolderError.unusableName(source: source)) { try images.url(for: source) }
}

@Test func `a missing image is named with the places it was looked for`() throws {
    let folder = try Folder(["root/a/b.jpg"])
    let root = folder.url.appending(path: "root")
    let images = ImageFolder(root: root, annotationFile: folder.url)
    let error = #expect(throws: ImageFolderError.self) { try images.url(for: "s3://bucket/a/c.jpg") }
    let base = root.standardizedFileURL.path
    #expect(
        error
            == .notFound(
                source: "s3://bucket/a/c.jpg",
                tried: ["\(base)/a/c.jpg", "\(base)/bucket/a/c.jpg", "\(base)/c.jpg"]
            )
    )
    #expect(throws: ImageFolderError.self) { try images.url(for: "a") }
}
