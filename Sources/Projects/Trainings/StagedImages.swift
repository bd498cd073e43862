import Annotations
import Foundation
import Imaging
import ObjectStorage

/// Brings the images of a manifest to the disk and looks at each.
struct StagedImages {
    /// What became of a manifest's images, by the entries' places.
    struct Outcome: Sendable {
        var paths: [Int: URL] = [:]
        var refused: [Int: ManifestIssue] = [:]
        /// Whether any image could be fetched, be it one of no use.
        var haveFetched = false
    }

    /// Fetched at one time: most of it is waiting.
    private static let lanes = 8

    let workshop: Workshop
    let folder: URL
    let stop: StopSignal

    /// Stages the images of these entries as `<name>-<place>`.
    ///
    /// Throws `RunInterrupted`, or that the disk is full; what is wrong with an image is in the outcome.
    func stage(_ entries: [Entry], places: [Int], name: String) async throws -> Outcome {
        var outcome = Outcome()
        try await withThrowingTaskGroup(of: Staged.self) { group in
            var waiting = places.makeIterator()
            for _ in 0..<Self.lanes {
                if let place = waiting.next() { add(place, of: entries, name, to: &group) }
            }
            while let staged = try await group.next() {
                try stop.check()
                outcome.add(staged)
                if let place = waiting.next() { add(place, of: entries, name, to: &group) }
            }
        }
        return outcome
    }

    private func add(
        _ place: Int,
        of entries: [Entry],
        _ name: String,
        to group: inout ThrowingTaskGroup<Staged, any Error>
    ) {
        guard let source = entries[place].image?.source else { return }
        let file = folder.appending(path: "\(name)-\(place)")
        group.addTask { try await stage(source, place: place, to: file) }
    }

    fileprivate struct Staged: Sendable {
        let place: Int
        let file: URL
        let isFetched: Bool
        /// Nil where the image is good.
        let problem: String?
    }

    private func stage(_ source: String, place: Int, to file: URL) async throws -> Staged {
        guard let location = S3Location(source) else {
            return Staged(place: place, file: file, isFetched: false, problem: "\(source) is no place in S3")
        }
        do {
            try await fetch(ObjectLocation(bucket: location.bucket, key: location.key), to: file)
        } catch ObjectStorageError.full(_), ObjectStorageError.stagingFull(_, _) {
            throw ProjectError.diskFull
        } catch let error as ObjectStorageError {
            return Staged(place: place, file: file, isFetched: false, problem: error.description)
        }
        let limits = workshop.limits
        let problem = try await OwnThread(label: "image").run { try Self.problem(of: file, source, limits) }
        return Staged(place: place, file: file, isFetched: true, problem: problem)
    }

    /// Gives the file in the cache a second name, so that the run has it for as long as it likes.
    private func fetch(_ location: ObjectLocation, to file: URL) async throws {
        let cached = try await workshop.images.file(for: location, holder: file.path)
        let result = Result { try Self.link(cached, file) }
        await workshop.images.release(holder: file.path)
        try result.get()
    }

    private static func link(_ source: URL, _ target: URL) throws {
        do {
            try FileManager.default.linkItem(at: source, to: target)
        } catch {
            // Not every file system has second names, and none across two of them.
            try FileManager.default.copyItem(at: source, to: target)
        }
    }

    private static func problem(of file: URL, _ name: String, _ limits: Limits) throws -> String? {
        let bytes = try Data(contentsOf: file, options: .mappedIfSafe)
        guard bytes.count <= limits.storedImageBytes else {
            return "\(bytes.count) bytes are more than the limit of \(limits.storedImageBytes)"
        }
        do throws(ImageError) {
            _ = try limits.size(ofTrainable: bytes, name: name)
            // A picture that is cut off shows it only when its pixels are read.
            _ = try ImageDecoder.decode(bytes, name: name, longestSideAtLeast: 32)
            return nil
        } catch {
            return error.description
        }
    }
}

extension StagedImages.Outcome {
    fileprivate mutating func add(_ staged: StagedImages.Staged) {
        haveFetched = haveFetched || staged.isFetched
        if let problem = staged.problem {
            refused[staged.place] = ManifestIssue(.invalidImage, detail: problem)
        } else {
            paths[staged.place] = staged.file
        }
    }
}

extension Limits {
    /// The upright size of an image that may train.
    func size(ofTrainable bytes: Data, name: String) throws(ImageError) -> ImageSize {
        let format = ImageDecoder.format(of: bytes)
        if let format, refusesWebP, format == .webp {
            throw .unsupported(file: name, format: format, detail: nil)
        }
        let size = try ImageDecoder.size(of: bytes, name: name)
        guard imageSide.contains(size.width), imageSide.contains(size.height) else {
            let longest = ImageSize(width: imageSide.upperBound, height: imageSide.upperBound)
            throw .tooLarge(file: name, size: size, limit: longest)
        }
        return size
    }
}
