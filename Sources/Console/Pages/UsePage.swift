import Catalog
import Projects

/// How a version is put to use.
struct UsePage: ConsolePage {
    static let template = "use"

    struct Threshold: Hashable, Sendable {
        let label: String
        let assumed: String?
    }

    let shell: Shell
    let rail: Rail
    let project: String
    let version: String
    let versionURL: String
    let versions: [EvaluatePage.Version]
    let arn: String
    let endpoint: String
    let region: String
    let status: String
    let statusKind: String
    let isRunning: Bool
    let isStopped: Bool
    let isBusy: Bool
    let message: String?
    let units: String?
    let maximumUnits: String?
    let snippets: [Snippet]
    let hasModel: Bool
    let bundleTarURL: String
    let bundleZipURL: String
    let onnxURL: String
    let thresholds: [Threshold]
    let hasThresholds: Bool
    let servedThreshold: String?
    let serving: ServingShown?
    let usage: UsageShown?

    /// What the page is made of.
    struct Content: Sendable {
        let card: ProjectCard
        let rows: [VersionRow]
        let version: VersionDescription
        /// By label; nil where the label has none.
        let thresholds: [Threshold]
        let served: Double?
        let serving: ServingShown?
        let usage: UsageShown?
    }
}

extension UsePage {
    init(shell: Shell, _ content: Content, _ account: Account, endpoint: String) {
        let reference = content.version.version
        let state = content.version.status
        self.shell = shell
        self.endpoint = endpoint
        rail = Rail(content.card, at: .use)
        project = reference.project
        version = reference.name
        versionURL = Address.api(reference)
        versions = content.rows.map(\.description).filter(\.status.hasBeenTrained).map { other in
            EvaluatePage.Version(
                name: other.version.name,
                url: Address.use(other.version),
                isCurrent: other.version == reference
            )
        }
        arn = account.arn(of: reference)
        region = account.region
        status = state.words
        statusKind = state.kind
        isRunning = state == .running
        isStopped = state.canBeStarted
        isBusy = state.isInTransition
        message = content.version.reason
        units = content.version.minimumInferenceUnits.map { "\($0)" }
        maximumUnits = content.version.maximumInferenceUnits.map { "\($0)" }
        snippets = Snippet.all(arn: arn, endpoint: endpoint, region: region)
        hasModel = state.hasBeenTrained
        (bundleTarURL, bundleZipURL) = ("\(versionURL)/bundle.tar", "\(versionURL)/bundle.zip")
        onnxURL = "\(versionURL)/model.onnx"
        thresholds = content.thresholds
        hasThresholds = !thresholds.isEmpty
        servedThreshold = content.served.map(Words.share)
        serving = content.serving
        usage = content.usage
    }
}
