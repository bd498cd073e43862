import ChildProcesses
import Foundation
import ModelBundles
import TrainingRuns

/// What `--from` names: the weights that a training begins with.
enum StartChoice: Hashable {
    case base
    case imageNet
    case bundle(URL)

    init(_ argument: String) {
        switch argument {
        case "base": self = .base
        case "imagenet": self = .imageNet
        default: self = .bundle(URL(filePath: argument).standardizedFileURL)
        }
    }

    /// The start and what its weights grew from; a bundle's weights are checked, so that a broken one is found at once.
    ///
    /// `labels` is how many are to be learnt: several start from the base that tells kinds apart (`docs/recipe.md`).
    func resolve(forLabels labels: Int) throws -> (start: TrainingStart, ancestry: [String]) {
        switch self {
        case .imageNet: return (.imageNet(path: try Installation.current().backbone.path), ["imagenet"])
        case .base where labels == 1: return try Self.open(Installation.current().base, "base")
        case .base: return try Self.open(Installation.current().baseOfKinds, "base-kinds")
        case .bundle(let folder): return try Self.open(folder, folder.lastPathComponent)
        }
    }

    private static func open(_ folder: URL, _ name: String) throws -> (TrainingStart, [String]) {
        let bundle = try ModelBundle.open(at: folder, needing: ModelBundle.weightsPath)
        try bundle.verify(ModelBundle.weightsPath)
        guard let digest = bundle.description.files[ModelBundle.weightsPath] else {
            throw CommandFailure("\(folder.path) has no weights to start from")
        }
        return (.bundle(path: bundle.folder.path), bundle.description.ancestry + ["\(name) sha256:\(digest)"])
    }
}
