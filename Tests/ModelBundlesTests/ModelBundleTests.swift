import FoundationEssentials
import ModelBundles
import Testing

@Test func `a written bundle opens and is whole`() throws {
    let folder = try TemporaryFolder()
    let target = folder.url.appending(path: "model")
    _ = try writeBundle(at: target)
    let bundle = try ModelBundle.open(at: target)
    #expect(bundle.description.labels == ["bear", "otter"])
    #expect(bundle.description.sizes == ["model.onnx": 5, "evaluation/summary.json": 2])
    // printf graph | sha256sum
    #expect(
        bundle.description.files["model.onnx"]
            == "eef93e1d14482804277fca0172464032d1a4fdbcc338524059fa1e861454ad4d"
    )
    try bundle.verify()
}

@Test func `a changed byte is noticed and the file named`() throws {
    let folder = try TemporaryFolder()
    let bundle = try writeBundle(at: folder.url.appending(path: "model"))
    try Data("grapH".utf8).write(to: bundle.url(for: "model.onnx"))
    // Opening compares sizes only.
    _ = try ModelBundle.open(at: bundle.folder)
    let expected = ModelBundleError.changedContent(folder: bundle.name, path: "model.onnx")
    #expect(bundleError { try bundle.verify() } == expected)
    #expect(bundleError { try bundle.verify("model.onnx") } == expected)
}

@Test func `a cut-off file is noticed on opening`() throws {
    let folder = try TemporaryFolder()
    let bundle = try writeBundle(at: folder.url.appending(path: "model"))
    try Data("gra".utf8).write(to: bundle.url(for: "model.onnx"))
    #expect(
        bundleError { _ = try ModelBundle.open(at: bundle.folder) }
            == .changedSize(folder: bundle.name, path: "model.onnx", expected: 5, found: 3)
    )
}

@Test func `a missing file and one too many are named`() throws {
    let folder = try TemporaryFolder()
    let bundle = try writeBundle(at: folder.url.appending(path: "model"))
    try Data().write(to: bundle.url(for: "evaluation/notes.txt"))
    #expect(
        bundleError { try bundle.verify() } == .extraFile(folder: bundle.name, path: "evaluation/notes.txt")
    )
    try FileManager.default.removeItem(at: bundle.url(for: "evaluation/summary.json"))
    #expect(
        bundleError { _ = try ModelBundle.open(at: bundle.folder) }
            == .missingFile(folder: bundle.name, path: "evaluation/summary.json")
    )
}

@Test func `what is no bundle is told apart`() throws {
    let folder = try TemporaryFolder()
    let absent = folder.url.appending(path: "absent")
    #expect(
        bundleError { _ = try ModelBundle.open(at: absent) }
            == .notFound(folder: absent.path(percentEncoded: false))
    )
    #expect(
        bundleError { _ = try ModelBundle.open(at: folder.url) }
            == .notABundle(folder: folder.url.path(percentEncoded: false))
    )
}

@Test func `a bundle of weights alone opens to train from, not to detect with`() throws {
    let folder = try TemporaryFolder()
    let writer = try ModelBundleWriter(target: folder.url.appending(path: "base"))
    try writer.add(Data("weights".utf8), at: ModelBundle.weightsPath)
    let bundle = try writer.seal(sampleDescription(), needing: ModelBundle.weightsPath)
    try ModelBundle.open(at: bundle.folder, needing: ModelBundle.weightsPath).verify()
    let error = try #require(bundleError { _ = try ModelBundle.open(at: bundle.folder) })
    #expect("\(error)".contains("model.onnx is not listed"))
}
