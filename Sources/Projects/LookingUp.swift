import Catalog
import Logging
import ObjectStorage

extension CatalogReader {
    /// The project of a reference, which must be there.
    func existingProject(_ reference: ProjectReference) throws -> ProjectRecord {
        guard let project = try project(reference) else { throw ProjectError.noSuchProject(reference) }
        return project
    }

    /// The project of a reference, which must be there to stay.
    func openProject(_ reference: ProjectReference) throws -> ProjectRecord {
        let project = try existingProject(reference)
        guard project.status != .deleting else { throw ProjectError.projectBeingDeleted(reference) }
        return project
    }

    /// The dataset of a reference, which must be there.
    func existingDataset(_ reference: DatasetReference) throws -> DatasetRecord {
        guard let dataset = try dataset(reference) else { throw ProjectError.noSuchDataset(reference) }
        return dataset
    }

    /// The version of a reference, which must be there.
    func existingVersion(_ reference: VersionReference) throws -> VersionRecord {
        guard let version = try version(reference) else { throw ProjectError.noSuchVersion(reference) }
        return version
    }
}

extension Workshop {
    /// What is known of an object; that it cannot be reached, for whatever reason, is the use case's error.
    func info(of location: ObjectLocation) async throws -> ObjectInfo {
        do {
            return try await objects.info(location)
        } catch let error as ObjectStorageError {
            throw unreadable(location, error)
        }
    }

    /// The use case's error for an object that cannot be read; why is for the log, since clients are not told.
    func unreadable(_ location: ObjectLocation, _ error: ObjectStorageError) -> ProjectError {
        log.notice("an object cannot be read", metadata: ["reason": "\(error)"])
        return .objectUnreadable(location, reason: error.description)
    }
}

extension Limits {
    /// Refuses more tags than a resource may carry.
    func check(_ tags: [String: String]) throws {
        guard tags.count <= tagsPerResource else { throw ProjectError.tooManyTags(limit: tagsPerResource) }
    }
}

extension PageToken {
    /// A token that stands for a row's number.
    init(_ number: Int64) {
        self.init(rawValue: String(number))
    }
}

extension PageRequest {
    /// The number that the token stands for; nil for the first page.
    func startNumber() throws -> Int64? {
        guard let start else { return nil }
        guard let number = Int64(start.rawValue) else { throw ProjectError.invalidPageToken }
        return number
    }
}

extension Page {
    /// The first `size` of the records, which are one more where there is another page.
    init<Record>(
        _ records: [Record],
        size: Int,
        token: (Record) -> PageToken,
        element: (Record) throws -> Element
    ) rethrows {
        let shown = records.prefix(size)
        self.init(
            elements: try shown.map(element),
            next: records.count > size ? shown.last.map(token) : nil
        )
    }
}
