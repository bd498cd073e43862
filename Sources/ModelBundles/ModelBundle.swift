package import FoundationEssentials

/// A trained model on disk: a folder that is never changed once written.
///
/// Opening it reads `model.json` and compares the other files' sizes, which takes well under a millisecond. Whoever
/// hands a file to an engine calls `verify(_:)` for that file first, so a changed byte is noticed before it computes;
/// `verify()` checks everything.
package struct ModelBundle: Sendable {
    /// The graph that the engine runs.
    package static let graphPath = "model.onnx"
    /// What must be known about the graph to run it.
    package static let descriptionPath = "model.json"
    /// The parameters that training goes on from.
    package static let weightsPath = "weights.safetensors"
    /// The figures, in Amazon Rekognition Custom Labels' layout.
    package static let summaryPath = "evaluation/summary.json"
    /// One line for each test image, in the same layout.
    package static let testResultsPath = "evaluation/test-results.jsonl"
    /// Katmai's own report, with the verdict on every object.
    package static let reportPath = "evaluation/report.json"

    package let folder: URL
    package let description: ModelDescription

    /// Opens the bundle in this folder; `path` names the file that it is opened for, which must be listed.
    package static func open(
        at folder: URL,
        needing path: String = graphPath
    ) throws(ModelBundleError) -> ModelBundle {
        let name = folder.path(percentEncoded: false)
        guard isFolder(folder) else { throw .notFound(folder: name) }
        let file = folder.appending(path: descriptionPath)
        let fileName = file.path(percentEncoded: false)
        guard FileManager.default.fileExists(atPath: fileName) else { throw .notABundle(folder: name) }
        let json: Data
        do {
            json = try Data(contentsOf: file)
        } catch {
            throw .unreadable(file: fileName, reason: ModelBundleError.reason(error))
        }
        let bundle = ModelBundle(
            folder: folder,
            description: try ModelDescription(json: json, file: fileName)
        )
        for path in bundle.description.files.keys.sorted() { try bundle.compareSize(path) }
        guard bundle.description.files[path] != nil else {
            throw .badDescription(file: fileName, place: "files", problem: "\(path) is not listed")
        }
        return bundle
    }

    /// Where a file of the bundle is.
    package func url(for path: String) -> URL {
        folder.appending(path: path)
    }

    /// The folder's path, for messages.
    package var name: String { folder.path(percentEncoded: false) }

    /// Checks one file's SHA-256; some 10 ms for a model of 16 MB.
    package func verify(_ path: String) throws(ModelBundleError) {
        guard let expected = description.files[path] else { throw .extraFile(folder: name, path: path) }
        try compareSize(path)
        guard try FileDigest.sha256(of: url(for: path)) == expected else {
            throw .changedContent(folder: name, path: path)
        }
    }

    /// Checks every file's SHA-256, and that none is missing and none too many.
    package func verify() throws(ModelBundleError) {
        for path in description.files.keys.sorted() { try verify(path) }
        for path in try FolderListing.files(in: folder)
        where description.files[path] == nil && path != Self.descriptionPath {
            throw .extraFile(folder: name, path: path)
        }
    }

    private func compareSize(_ path: String) throws(ModelBundleError) {
        guard let found = FolderListing.size(of: url(for: path)) else {
            throw .missingFile(folder: name, path: path)
        }
        if let expected = description.sizes[path], expected != found {
            throw .changedSize(folder: name, path: path, expected: expected, found: found)
        }
    }

    private static func isFolder(_ url: URL) -> Bool {
        var isFolder = false
        return FileManager.default.fileExists(atPath: url.path(percentEncoded: false), isDirectory: &isFolder)
            && isFolder
    }

    /// Whether a path of `model.json` stays inside the bundle.
    static func isInside(_ path: String) -> Bool {
        !path.isEmpty && !path.hasPrefix("/")
            && path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
                !["", ".", ".."].contains($0)
            }
    }
}
