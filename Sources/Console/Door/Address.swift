import Catalog

/// Where things are, as browsers ask for them.
///
/// Names of projects and versions have letters, digits, `-`, `_` and `.` only, so they stand in paths as they are.
enum Address {
    static let home = "/_/"
    static let signIn = "/_/sign-in"
    static let settings = "/_/settings"

    static func page(_ project: ProjectReference) -> String { page(project: project.name) }
    static func page(project name: String) -> String { "/_/projects/\(name)" }

    static func images(_ project: String, _ type: DatasetType) -> String {
        "\(page(project: project))/images?set=\(type.word)"
    }

    static func editor(_ project: String, _ type: DatasetType) -> String {
        "\(page(project: project))/label?set=\(type.word)"
    }

    static func train(_ project: String) -> String { "\(page(project: project))/train" }

    static func training(_ version: VersionReference) -> String { "\(page(version))/training" }
    static func evaluate(_ version: VersionReference) -> String { "\(page(version))/evaluate" }
    static func use(_ version: VersionReference) -> String { "\(page(version))/use" }

    private static func page(_ version: VersionReference) -> String {
        "\(page(project: version.project))/versions/\(version.name)"
    }

    static func api(project name: String) -> String { "/_/api/projects/\(name)" }

    static func api(_ dataset: DatasetReference) -> String { api(dataset: dataset.type, of: dataset.project) }

    static func api(dataset type: DatasetType, of project: String) -> String {
        "\(api(project: project))/datasets/\(type.word)"
    }

    static func api(_ version: VersionReference) -> String {
        "\(api(project: version.project))/versions/\(version.name)"
    }

    static func thumbnail(_ entry: Int64, of project: String, _ type: DatasetType) -> String {
        "\(api(dataset: type, of: project))/entries/\(entry)/thumbnail"
    }
}

extension DatasetType {
    /// `train` or `test`, as paths and queries have it.
    var word: String { rawValue.lowercased() }

    init?(word: String) {
        self.init(rawValue: word.uppercased())
        guard self.word == word else { return nil }
    }

    /// The other of the two.
    var other: DatasetType {
        switch self {
        case .train: .test
        case .test: .train
        }
    }

    /// As people call it.
    var title: String {
        switch self {
        case .train: "Training"
        case .test: "Test"
        }
    }
}
