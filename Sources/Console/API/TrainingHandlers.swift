import Catalog
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Projects

/// The trainings of a project.
struct TrainingHandlers: Sendable {
    let desk: Desk

    private struct Listed: Encodable {
        struct Version: Encodable {
            let name: String
            let status: String
            let statusKind: String
            let hasModel: Bool
            let f1: Double?
            let progress: Double?
            let url: String
        }

        let versions: [Version]
    }

    func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let project = try await desk.project(context)
        let rows = try await desk.useCases.overviews.versions(of: project)
        return try JSONAnswer.make(
            Listed(
                versions: rows.map { row in
                    Listed.Version(
                        name: row.description.version.name,
                        status: row.description.status.words,
                        statusKind: row.description.status.kind,
                        hasModel: row.description.status.hasBeenTrained,
                        f1: row.f1,
                        progress: row.description.progress?.share,
                        url: Address.training(row.description.version)
                    )
                }
            )
        )
    }

    private struct Order: Decodable {
        struct Settings: Decodable {
            let inputSize: Int?
            let epochs: Int?
            let seed: UInt64?
        }

        let name: String
        let description: String?
        let settings: Settings?
        let from: String?
    }

    private struct Begun: Encodable {
        let name: String
        let url: String
    }

    func begin(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let project = try await desk.project(context)
        let order = try await JSONAnswer.read(Order.self, from: request)
        guard (1...255).contains(order.name.utf8.count),
            order.name.wholeMatch(of: #/[A-Za-z0-9_.\-]+/#) != nil,
            order.name.contains(where: { $0 != "." })
        else {
            throw ConsoleError.invalid(
                "A version's name has letters, digits, -, _ and . and no spaces.",
                value: "name"
            )
        }
        var choices = TrainingChoices(
            epochs: order.settings?.epochs,
            inputSize: order.settings?.inputSize,
            seed: order.settings?.seed
        )
        try Self.check(choices)
        if let from = order.from, !from.isEmpty {
            choices.from = try await desk.useCases.overviews.version(named: from, in: project)
        }
        let version = try await desk.useCases.versions.create(
            TrainingRequest(
                project: project,
                versionName: order.name,
                output: try await desk.useCases.photos.outputPlace(for: project),
                versionDescription: order.description.flatMap { $0.isEmpty ? nil : $0 },
                choices: choices
            )
        )
        let begun = Begun(name: version.name, url: Address.training(version))
        return try JSONAnswer.make(begun, status: .created)
    }

    /// Names the setting that cannot be; the use case would only say that one is wrong.
    private static func check(_ choices: TrainingChoices) throws {
        if let epochs = choices.epochs, !(1...10_000).contains(epochs) {
            throw ConsoleError.invalid("Epochs are 1 to 10,000.", value: "epochs")
        }
        if let size = choices.inputSize, size % 32 != 0 || !(64...2048).contains(size) {
            throw ConsoleError.invalid(
                "The input size is a multiple of 32 from 64 to 2048.",
                value: "inputSize"
            )
        }
    }

    func cancel(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await desk.useCases.trainings.cancel(try await desk.version(context))
        return try JSONAnswer.empty()
    }

    private struct Watched: Encodable {
        struct Event: Encodable {
            var kind: String
            var step: Int?
            var epoch: Double
            var loss: Double?
            var ap: Double?
            var ap50: Double?
            var isBest: Bool?
        }

        let status: String
        let statusKind: String
        let share: Double
        let secondsLeft: Double?
        let message: String?
        let imagesPerSecond: Double?
        let epoch: Int?
        let epochs: Int?
        let evaluated: Int?
        let toEvaluate: Int?
        let queue: Int?
        let next: Int
        let events: [Event]
        let log: [String]
    }

    func watch(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let version = try await desk.version(context)
        let after = try request.query("after", in: 0...Int.max) ?? 0
        let view = try await desk.useCases.trainingViews.view(of: version)
        let log = try await desk.useCases.trainingViews.log(of: version)
        let run = view.version.progress
        let status = run?.status ?? view.endStatus
        let events = Self.events(of: view)
        // Points are thinned as they grow in number, so a page that asks for what is behind them begins again.
        let last = view.losses.last?.step ?? 0
        return try JSONAnswer.make(
            Watched(
                status: status.word,
                statusKind: status.kind,
                share: run?.share ?? (status == .finished ? 1 : 0),
                secondsLeft: view.secondsLeft ?? run?.secondsLeft,
                message: view.version.status.isInTrouble ? view.version.statusMessage : nil,
                imagesPerSecond: view.imagesPerSecond,
                epoch: view.losses.last.map { Int($0.epoch.rounded(.up)) },
                epochs: view.epochs,
                evaluated: view.evaluating?.done,
                toEvaluate: view.evaluating?.of,
                queue: status == .queued ? try await place(of: version) : nil,
                next: last,
                events: after == 0 || after > last
                    ? events : events.filter { ($0.step ?? 0) > after || $0.kind == "validated" },
                log: log.split(separator: "\n").suffix(200).map(String.init)
            )
        )
    }

    private static func events(of view: TrainingView) -> [Watched.Event] {
        view.losses.map {
            Watched.Event(kind: "progress", step: $0.step, epoch: $0.epoch, loss: $0.loss)
        }
            + view.validations.map {
                Watched.Event(
                    kind: "validated",
                    epoch: Double($0.epoch),
                    ap: $0.ap,
                    ap50: $0.ap50,
                    isBest: $0.isBest
                )
            }
    }

    /// The place among the trainings that wait, from 1.
    private func place(of version: VersionReference) async throws -> Int? {
        let waiting = try await desk.useCases.trainings.overview(limit: 1000)
            .filter { $0.progress.status == .queued }
            .sorted { $0.queued < $1.queued }
        return waiting.firstIndex { $0.version == version }.map { $0 + 1 }
    }
}

extension TrainingView {
    /// What became of a training that is no longer in progress.
    var endStatus: RunStatus {
        if version.status.hasBeenTrained { return .finished }
        return isCancelled ? .cancelled : .failed
    }
}
