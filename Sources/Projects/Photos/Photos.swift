import Annotations
package import Catalog
import Evaluation
import Foundation
import Imaging
import ObjectStorage

/// An image file as a browser gets it.
package struct PictureFile: Hashable, Sendable {
    package let bytes: [UInt8]
    /// `image/jpeg`, `image/png` or `image/webp`: never what an uploader said.
    package let contentType: String

    package init(bytes: [UInt8], contentType: String) {
        self.bytes = bytes
        self.contentType = contentType
    }
}

/// The pictures of datasets: shown whole and small, and taken in.
package struct Photos: Sendable {
    /// The most pixels of a thumbnail's longer side.
    package static let thumbnailSide = 256

    let workshop: Workshop
    let shelf: ReportShelf
    let lanes: Lanes

    init(workshop: Workshop, shelf: ReportShelf) {
        self.workshop = workshop
        self.shelf = shelf
        // A picture takes memory by its pixels, so that few are open at a time.
        lanes = Lanes(2)
    }

    /// An entry's image as it lies in its bucket.
    ///
    /// Throws `noSuchProject`, `LabellingError.noSuchEntry`, `objectUnreadable`, `imageTooLarge` or `imageUnusable`.
    package func picture(of entry: Int64, in project: ProjectReference) async throws -> PictureFile {
        let owned = try await workshop.catalog.read { try $0.ownedEntry(entry, in: project) }
        return try PictureFile(image: await bytes(at: owned.record.source))
    }

    /// An entry's image as a JPEG of at most `thumbnailSide` pixels, made where it is not there.
    ///
    /// Throws as `picture` does.
    package func thumbnail(of entry: Int64, in project: ProjectReference) async throws -> PictureFile {
        let owned = try await workshop.catalog.read { try $0.ownedEntry(entry, in: project) }
        if let hash = owned.record.contentHash, let known = try kept(hash) { return known }
        return try await developed(owned.record).thumbnail
    }

    /// A test image as it lies in its bucket, be it in no dataset any more.
    ///
    /// Throws as `picture(of:in:)` does, and of a source that the evaluation does not name `LabellingError.noSuchPicture`.
    package func picture(
        at source: String,
        in version: VersionReference,
        evaluation: Int64?
    ) async throws -> PictureFile {
        try await checkNamed(source, version, evaluation)
        return try PictureFile(image: await bytes(at: source))
    }

    /// A test image as a JPEG of at most `thumbnailSide` pixels.
    ///
    /// Throws as `picture(at:in:evaluation:)` does.
    package func thumbnail(
        at source: String,
        in version: VersionReference,
        evaluation: Int64?
    ) async throws -> PictureFile {
        try await checkNamed(source, version, evaluation)
        let bytes = try await bytes(at: source)
        return try await develop(bytes, name: source).thumbnail
    }

    /// Looks at an entry's image and keeps what was seen; gives its size.
    func look(at record: EntryRecord) async throws -> ImageSize {
        try await developed(record).size
    }

    private func checkNamed(_ source: String, _ version: VersionReference, _ evaluation: Int64?) async throws
    {
        let report = try await shelf.report(of: version, evaluation: evaluation)
        guard report.images.contains(where: { $0.id == source }) else {
            throw LabellingError.noSuchPicture(source)
        }
    }

    /// The thumbnail of a content; nil where there is none yet.
    private func kept(_ hash: String) throws -> PictureFile? {
        do {
            let bytes = try Data(contentsOf: workshop.home.thumbnail(hash))
            return PictureFile(bytes: [UInt8](bytes), contentType: "image/jpeg")
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
            return nil
        }
    }

    /// Develops an entry's image and keeps the thumbnail, the size and what the content is known by.
    private func developed(_ record: EntryRecord) async throws -> Development {
        let bytes = try await bytes(at: record.source)
        let development: Development
        do {
            development = try await develop(bytes, name: record.name)
        } catch let error as ProjectError {
            // Not to be looked at again and again: only another content may be better.
            try await note(ContentHash.text(of: bytes), nil, of: record)
            throw error
        }
        try await keep(development)
        try await note(development.contentHash, development.size, of: record)
        return development
    }

    private func note(_ hash: String, _ size: ImageSize?, of record: EntryRecord) async throws {
        guard record.contentHash != hash || record.size != size else { return }
        try await workshop.write { catalog in
            try catalog.notePicture(
                of: record.id,
                contentHash: hash,
                width: size?.width,
                height: size?.height
            )
        }
    }

    func develop(_ bytes: [UInt8], name: String) async throws -> Development {
        let limits = workshop.limits
        return try await lanes.run {
            try await OwnThread(label: "picture").run { try Development(bytes, name: name, limits) }
        }
    }

    /// Writes the thumbnail, whole or not at all.
    func keep(_ development: Development) async throws {
        let file = workshop.home.thumbnail(development.contentHash)
        guard !FileManager.default.fileExists(atPath: file.path) else { return }
        try HomeFolders.makeFolder(for: file)
        try Data(development.thumbnail.bytes).write(to: file, options: .atomic)
    }

    private func bytes(at source: String) async throws -> [UInt8] {
        guard let place = S3Location(source) else {
            throw ProjectError.imageUnusable(reason: "\(source) is no place in S3.")
        }
        let location = ObjectLocation(bucket: place.bucket, key: place.key)
        do {
            return try await workshop.objects.bytes(location, limit: workshop.limits.storedImageBytes)
        } catch ObjectStorageError.tooLarge(let size, let limit) {
            throw ProjectError.imageTooLarge(bytes: Int(size), limit: Int(limit))
        } catch let error as ObjectStorageError {
            throw workshop.unreadable(location, error)
        }
    }
}

/// What was seen when an image was looked at.
struct Development: Sendable {
    let contentHash: String
    /// Of the upright image.
    let size: ImageSize
    let thumbnail: PictureFile

    /// Throws `imageTooLarge`, `imageTooWideOrHigh` or `imageUnusable`.
    init(_ bytes: [UInt8], name: String, _ limits: Limits) throws {
        guard bytes.count <= limits.storedImageBytes else {
            throw ProjectError.imageTooLarge(bytes: bytes.count, limit: limits.storedImageBytes)
        }
        contentHash = ContentHash.text(of: bytes)
        let data = Data(bytes)
        do throws(ImageError) {
            size = try limits.size(ofTrainable: data, name: name)
            let side = Photos.thumbnailSide
            let decoded = try ImageDecoder.decode(data, name: name, longestSideAtLeast: side)
            let small = decoded.image.fitted(in: side)
            let jpeg = try ImageEncoder.jpeg(small, quality: 82, name: name)
            thumbnail = PictureFile(bytes: [UInt8](jpeg), contentType: "image/jpeg")
        } catch {
            switch error {
            case .tooLarge(_, let size, let limit):
                throw ProjectError.imageTooWideOrHigh(
                    width: size.width,
                    height: size.height,
                    limit: limit.longestSide
                )
            default: throw ProjectError.imageUnusable(reason: error.description)
            }
        }
    }
}

extension PixelImage {
    /// The picture, made smaller where its longer side has more pixels than this.
    fileprivate func fitted(in side: Int) -> PixelImage {
        guard size.longestSide > side else { return self }
        let scale = Double(side) / Double(size.longestSide)
        return resized(
            to: ImageSize(
                width: max(1, Int((Double(size.width) * scale).rounded())),
                height: max(1, Int((Double(size.height) * scale).rounded()))
            )
        )
    }
}

extension PictureFile {
    /// An image's bytes under the type that they are of, whoever named it what.
    init(image bytes: [UInt8]) throws {
        let type =
            switch ImageDecoder.format(of: Data(bytes.prefix(64))) {
            case .jpeg?: "image/jpeg"
            case .png?: "image/png"
            case .webp?: "image/webp"
            default: throw ProjectError.imageUnusable(reason: "It is neither a JPEG nor a PNG image.")
            }
        self.init(bytes: bytes, contentType: type)
    }
}
