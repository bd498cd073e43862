import Catalog
import Projects

/// Where boxes are drawn.
struct EditorPage: ConsolePage {
    static let template = "editor"

    struct Label: Hashable, Sendable {
        let name: String
        /// 1 to 9; nil from the tenth label on.
        let key: String?
    }

    struct Version: Hashable, Sendable {
        let name: String
        let isLatest: Bool
    }

    let shell: Shell
    let project: String
    let set: String
    let datasetURL: String
    let entry: String?
    let labels: [Label]
    let versions: [Version]
    let hasVersions: Bool
    let backURL: String
}

extension EditorPage {
    /// - Parameters:
    ///   - shell: What all pages have.
    ///   - project: Whose images.
    ///   - type: Which set.
    ///   - entry: Which image; nil begins with the first.
    ///   - labels: In the order of their keys.
    ///   - versions: Newest first.
    ///   - query: The gallery's filter, to go back to.
    init(
        shell: Shell,
        _ project: String,
        _ type: DatasetType,
        entry: Int64?,
        labels: [String],
        versions: [VersionRow],
        query: String?
    ) {
        let trained = versions.map(\.description).filter(\.status.hasBeenTrained)
        self.shell = shell
        self.project = project
        set = type.word
        datasetURL = Address.api(dataset: type, of: project)
        self.entry = entry.map { "\($0)" }
        self.labels = labels.enumerated().map { place, name in
            Label(name: name, key: place < 9 ? "\(place + 1)" : nil)
        }
        self.versions = trained.enumerated().map { place, version in
            Version(name: version.version.name, isLatest: place == 0)
        }
        hasVersions = !trained.isEmpty
        backURL = Address.images(project, type) + (query.map { "&\($0)" } ?? "")
    }
}
