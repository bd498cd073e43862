import Annotations
package import Foundation
import Imaging

/// A folder with a drawn data set: pictures, two Ground Truth manifests, and a note that says what it is.
package struct SceneFolder: Sendable {
    /// The bucket that the manifests name; the pictures lie in the folder under the same keys.
    package static let bucket = "katmai-example"

    package let url: URL

    package init(url: URL) {
        self.url = url
    }

    /// The manifest of a split.
    package func manifest(of split: SceneSet.Split) -> URL {
        url.appending(path: "\(split.rawValue).manifest")
    }

    /// The folder of the pictures.
    package var images: URL { url.appending(path: "images") }

    /// The note for people.
    package var note: URL { url.appending(path: "README.txt") }

    /// Draws a set into the folder, several scenes at a time; the same set gives the same bytes.
    ///
    /// The manifests come last, so that an interrupted run leaves none that names missing pictures.
    ///
    /// - Parameters:
    ///   - set: What to draw.
    ///   - overwriting: Whether the folder may have something in it; files of other names stay.
    ///   - progress: Called after each picture with the number of pictures done, from the caller's context.
    /// - Returns: What was drawn, in figures.
    /// - Throws: `SceneFolderError.notEmpty`, or what the file system says.
    package func write(
        _ set: SceneSet,
        overwriting: Bool = false,
        progress: (Int) -> Void
    ) async throws -> DrawnSet {
        try prepare(overwriting: overwriting)
        let jobs = SceneSet.Split.allCases.flatMap { split in
            (0..<set.count(of: split)).map { Job(split: split, index: $0) }
        }
        var drawn: [Job: AnnotatedImage] = [:]
        try await withThrowingTaskGroup(of: (Job, AnnotatedImage).self) { group in
            var waiting = jobs.makeIterator()
            func startNext() {
                guard let job = waiting.next() else { return }
                group.addTask { (job, try draw(job, of: set)) }
            }
            for _ in 0..<max(1, ProcessInfo.processInfo.activeProcessorCount) { startNext() }
            while let (job, image) = try await group.next() {
                drawn[job] = image
                progress(drawn.count)
                startNext()
            }
        }
        var images: [SceneSet.Split: [AnnotatedImage]] = [:]
        for job in jobs {
            if let image = drawn[job] { images[job.split, default: []].append(image) }
        }
        return try finish(set, images)
    }

    private struct Job: Hashable {
        var split: SceneSet.Split
        var index: Int

        /// From 1, with zeros in front, so that files sort as they were drawn.
        var fileName: String {
            let number = String(index + 1)
            return "\(split.rawValue)-\(String(repeating: "0", count: max(0, 4 - number.count)))\(number).jpg"
        }
    }

    private func prepare(overwriting: Bool) throws {
        let files = FileManager.default
        if !overwriting, files.fileExists(atPath: url.path) {
            guard try files.contentsOfDirectory(atPath: url.path).isEmpty else {
                throw SceneFolderError.notEmpty(folder: url.relativePath)
            }
        }
        try files.createDirectory(at: images, withIntermediateDirectories: true)
    }

    private func draw(_ job: Job, of set: SceneSet) throws -> AnnotatedImage {
        let picture = set.scene(job.split, job.index).draw()
        let file = images.appending(path: job.fileName)
        try ImageEncoder.jpeg(picture.image, quality: picture.quality, name: file.relativePath).write(
            to: file
        )
        return AnnotatedImage(
            source: "s3://\(Self.bucket)/images/\(job.fileName)",
            size: set.size,
            state: .labelled,
            annotations: picture.annotations
        )
    }

    private func finish(_ set: SceneSet, _ images: [SceneSet.Split: [AnnotatedImage]]) throws -> DrawnSet {
        var splits: [String: DrawnSet.Figures] = [:]
        for split in SceneSet.Split.allCases {
            let listed = images[split, default: []]
            try SceneManifest.write(listed, to: manifest(of: split))
            splits[split.rawValue] = DrawnSet.Figures(of: listed, manifest: manifest(of: split).relativePath)
        }
        let result = DrawnSet(folder: url.relativePath, seed: set.seed, size: set.size, splits: splits)
        try Data(result.note.utf8).write(to: note)
        return result
    }
}

/// Why a set was not drawn.
package enum SceneFolderError: Error, Equatable, CustomStringConvertible {
    case notEmpty(folder: String)

    package var description: String {
        switch self {
        case .notEmpty(let folder):
            "\(folder) is not empty: choose another folder, or --force to draw into it"
        }
    }
}
