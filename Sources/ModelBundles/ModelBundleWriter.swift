package import FoundationEssentials

/// Puts a bundle together out of sight, then makes it appear whole.
///
/// Files go into a hidden folder beside the target. `seal(_:)` computes the digests, brings everything to the disk and
/// renames the folder. Whenever the process is killed, the target is absent, or the old bundle, or the new one; the
/// next writer of the same target clears up.
package final class ModelBundleWriter {
    /// The folder in which files may also be written directly, before sealing.
    package var staging: URL { folder.url }

    private let target: URL
    private let replacing: Bool
    private let folder: StagingFolder
    private var isDone = false

    /// Begins a bundle at `target`; an existing one is replaced only if `replacing`, and only when sealed.
    package init(target: URL, replacing: Bool = false) throws(ModelBundleError) {
        let path = target.path(percentEncoded: false)
        // A trailing slash would make the last component empty.
        self.target = URL(filePath: path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path)
        self.replacing = replacing
        self.folder = try StagingFolder.claim(besides: self.target)
        // If either fails, `deinit` gives the staging folder up.
        try recover()
        if !replacing && exists(self.target) { throw .alreadyExists(folder: path) }
    }

    deinit {
        discard()
    }

    /// Writes a file of the bundle; its folders are made.
    package func add(_ bytes: Data, at path: String) throws(ModelBundleError) {
        let file = try place(path)
        do {
            try bytes.write(to: file)
        } catch {
            throw .unwritable(file: file.path(percentEncoded: false), reason: ModelBundleError.reason(error))
        }
    }

    /// Copies a file into the bundle.
    package func add(copying source: URL, at path: String) throws(ModelBundleError) {
        let file = try place(path)
        do {
            try FileManager.default.copyItem(at: source, to: file)
        } catch {
            throw .unwritable(file: file.path(percentEncoded: false), reason: ModelBundleError.reason(error))
        }
    }

    /// The bundle as it would be sealed now, for measuring it before thresholds are known.
    ///
    /// It lies in the staging folder: use it before `seal(_:)`.
    package func preview(_ description: ModelDescription) throws(ModelBundleError) -> ModelBundle {
        precondition(!isDone, "the bundle is sealed")
        return ModelBundle(folder: staging, description: try listingFiles(description))
    }

    /// Finishes the bundle; `description.files` and `.sizes` are filled in from what was added.
    ///
    /// `path` names the file without which it is of no use: the graph, or the weights of one only to train from.
    package func seal(
        _ description: ModelDescription,
        needing path: String = ModelBundle.graphPath
    ) throws(ModelBundleError) -> ModelBundle {
        precondition(!isDone, "a bundle is sealed once")
        let description = try listingFiles(description)
        for path in description.files.keys { try StagingFolder.synchronise(staging.appending(path: path)) }
        let json: Data
        do {
            json = try description.json()
        } catch {
            let name = staging.appending(path: ModelBundle.descriptionPath).path(percentEncoded: false)
            throw .unwritable(file: name, reason: "\(error)")
        }
        try add(json, at: ModelBundle.descriptionPath)
        try StagingFolder.synchronise(staging.appending(path: ModelBundle.descriptionPath))
        // What cannot be opened again must not be published.
        _ = try ModelBundle.open(at: staging, needing: path)
        for folder in Set(
            description.files.keys.map { staging.appending(path: $0).deletingLastPathComponent() }
        ) {
            try StagingFolder.synchronise(folder)
        }
        try publish()
        return try ModelBundle.open(at: target, needing: path)
    }

    /// Drops what was written; nothing appears at the target.
    package func discard() {
        guard !isDone else { return }
        isDone = true
        // What cannot be removed now is cleared by the next writer of the same target.
        try? FileManager.default.removeItem(at: staging)
        folder.release()
    }

    private func listingFiles(_ description: ModelDescription) throws(ModelBundleError) -> ModelDescription {
        var description = description
        description.files = [:]
        description.sizes = [:]
        for path in try FolderListing.files(in: staging) where path != ModelBundle.descriptionPath {
            let file = staging.appending(path: path)
            description.files[path] = try FileDigest.sha256(of: file)
            description.sizes[path] = FolderListing.size(of: file)
        }
        return description
    }

    private func publish() throws(ModelBundleError) {
        if replacing && exists(target) { try StagingFolder.rename(target, to: replaced) }
        try StagingFolder.rename(staging, to: target)
        isDone = true
        folder.release()
        try StagingFolder.synchronise(target.deletingLastPathComponent())
        // The old bundle is out of the way; what is left of it is cleared by the next writer.
        try? FileManager.default.removeItem(at: replaced)
    }

    /// Clears up after a writer that was killed while it replaced a bundle.
    private func recover() throws(ModelBundleError) {
        guard exists(replaced) else { return }
        if exists(target) {
            try? FileManager.default.removeItem(at: replaced)
        } else {
            try StagingFolder.rename(replaced, to: target)
        }
    }

    /// Where the old bundle waits for the moment between the two renames.
    private var replaced: URL {
        target.deletingLastPathComponent().appending(path: ".\(target.lastPathComponent).replaced")
    }

    private func exists(_ url: URL) -> Bool {
        FileManager.default.fileExists(atPath: url.path(percentEncoded: false))
    }

    private func place(_ path: String) throws(ModelBundleError) -> URL {
        precondition(!isDone, "the bundle is sealed")
        precondition(ModelBundle.isInside(path), "\(path) leads out of the bundle")
        let file = staging.appending(path: path)
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
        } catch {
            throw .unwritable(file: file.path(percentEncoded: false), reason: ModelBundleError.reason(error))
        }
        return file
    }
}
