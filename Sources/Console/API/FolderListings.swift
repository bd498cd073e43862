import Catalog
import Projects
import Synchronization

/// How many images the listings of folders, which requests wait for, have found.
///
/// In memory alone: the answer to the request says how it ended, and a listing does not outlive its server.
final class FolderListings: Sendable {
    private struct Place: Hashable {
        let project: ProjectReference
        let type: DatasetType
    }

    private let found = Mutex<[Place: Int]>([:])

    /// How many so far; nil where no listing is under way.
    func found(for type: DatasetType, of project: ProjectReference) -> Int? {
        found.withLock { $0[Place(project: project, type: type)] }
    }

    /// Notes how many there are, or with nil that the listing has ended.
    func note(_ count: Int?, for type: DatasetType, of project: ProjectReference) {
        found.withLock { $0[Place(project: project, type: type)] = count }
    }
}
