import FoundationEssentials
import ModelBundles
import Testing

@Test func `nothing appears before sealing and nothing stays after giving up`() throws {
    let folder = try TemporaryFolder()
    let target = folder.url.appending(path: "models/bear")
    do {
        let writer = try ModelBundleWriter(target: target)
        try writer.add(Data("graph".utf8), at: ModelBundle.graphPath)
        #expect(try names(in: folder.url.appending(path: "models")) == [".bear.partial"])
    }
    #expect(try names(in: folder.url.appending(path: "models")).isEmpty)
}

@Test func `an existing bundle is replaced only when asked`() throws {
    let folder = try TemporaryFolder()
    let target = folder.url.appending(path: "bear")
    _ = try writeBundle(at: target, graph: "old")
    #expect(
        bundleError { _ = try writeBundle(at: target, graph: "new") }
            == .alreadyExists(folder: target.path(percentEncoded: false))
    )
    #expect(try ModelBundle.open(at: target).description.sizes["model.onnx"] == 3)
    _ = try writeBundle(at: target, graph: "newer", replacing: true)
    #expect(try ModelBundle.open(at: target).description.sizes["model.onnx"] == 5)
    #expect(try names(in: folder.url) == ["bear"])
}

@Test func `one writer at a time`() throws {
    let folder = try TemporaryFolder()
    let target = folder.url.appending(path: "bear")
    let first = try ModelBundleWriter(target: target)
    #expect(
        bundleError { _ = try ModelBundleWriter(target: target) }
            == .beingWritten(folder: target.path(percentEncoded: false))
    )
    first.discard()
    _ = try writeBundle(at: target)
}

@Test func `what a killed writer left is cleared`() throws {
    let folder = try TemporaryFolder()
    let target = folder.url.appending(path: "bear")
    let left = folder.url.appending(path: ".bear.partial")
    try FileManager.default.createDirectory(at: left, withIntermediateDirectories: true)
    try Data("half".utf8).write(to: left.appending(path: "weights.safetensors"))
    let bundle = try writeBundle(at: target)
    try bundle.verify()
    #expect(try names(in: folder.url) == ["bear"])
}

@Test func `a writer killed between its two renames loses nothing`() throws {
    let folder = try TemporaryFolder()
    let target = folder.url.appending(path: "bear")
    let aside = folder.url.appending(path: ".bear.replaced")
    _ = try writeBundle(at: aside, graph: "old")
    // The next writer puts the old bundle back before it begins, and then refuses to replace it.
    #expect(
        bundleError { _ = try writeBundle(at: target) }
            == .alreadyExists(folder: target.path(percentEncoded: false))
    )
    #expect(try ModelBundle.open(at: target).description.sizes["model.onnx"] == 3)
}

@Test func `a bundle that could not be opened again is not published`() throws {
    let folder = try TemporaryFolder()
    let target = folder.url.appending(path: "bear")
    let writer = try ModelBundleWriter(target: target)
    // No graph.
    #expect(bundleError { _ = try writer.seal(sampleDescription()) } != nil)
    writer.discard()
    #expect(try names(in: folder.url).isEmpty)
}

private func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)).sorted()
}
