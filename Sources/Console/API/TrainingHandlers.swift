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
            @OrNull var progress: Double?
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
                        status: row.words,
                        statusKind: row.kind,
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
        let name: String
        let description: String?
        /// By name; what is not there keeps its default.
        let settings: [String: Double]?
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
        var choices = try Self.choices(order.settings ?? [:])
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
    private static func choices(_ settings: [String: Double]) throws -> TrainingChoices {
        var choices = TrainingChoices()
        for (name, number) in settings {
            guard let whole = Int(exactly: number), whole >= 0 else {
                throw ConsoleError.invalid("This is a whole number.", value: name)
            }
            switch name {
            case "epochs":
                guard (1...10_000).contains(whole) else {
                    throw ConsoleError.invalid("Epochs are 1 to 10,000.", value: name)
                }
                choices.epochs = whole
            case "inputSize":
                guard whole % 32 == 0, (64...2048).contains(whole) else {
                    throw ConsoleError.invalid("It is a multiple of 32 from 64 to 2048.", value: name)
                }
                choices.inputSize = whole
            case "seed": choices.seed = UInt64(whole)
            default: throw ConsoleError.invalid("A training has no setting \(name).", value: name)
            }
        }
        return choices
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
        @OrNull var secondsLeft: Double?
        @OrNull var message: String?
        @OrNull var imagesPerSecond: Double?
        @OrNull var epoch: Int?
        @OrNull var epochs: Int?
        @OrNull var evaluated: Int?
        @OrNull var toEvaluate: Int?
        @OrNull var queue: Int?
        let attempts: Int
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
        let cursor = EventCursor(view)
        return try JSONAnswer.make(
            Watched(
                status: status.word,
                statusKind: status.kind,
                share: run?.share ?? (status == .finished ? 1 : 0),
                secondsLeft: view.secondsLeft ?? run?.secondsLeft,
                message: view.version.reason,
                imagesPerSecond: view.imagesPerSecond,
                epoch: view.losses.last.map { Int($0.epoch.rounded(.up)) },
                epochs: view.epochs,
                evaluated: view.evaluating?.done,
                toEvaluate: view.evaluating?.of,
                queue: status == .queued ? try await place(of: version) : nil,
                attempts: view.attempts,
                next: cursor.number,
                events: Self.events(of: view, behind: cursor.known(after)),
                log: log.split(separator: "\n").suffix(200).map(String.init)
            )
        )
    }

    private static func events(of view: TrainingView, behind known: EventCursor) -> [Watched.Event] {
        let losses = view.losses.filter { $0.step > known.step }.map {
            Watched.Event(kind: "progress", step: $0.step, epoch: $0.epoch, loss: $0.loss)
        }
        let validations = view.validations.dropFirst(known.validations).map {
            Watched.Event(
                kind: "validated",
                epoch: Double($0.epoch),
                ap: $0.ap,
                ap50: $0.ap50,
                isBest: $0.isBest
            )
        }
        return losses + validations
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
        return run ?? .failed
    }
}

/// How much of a training a page has seen, as one number that grows: the last step and the count of validations.
private struct EventCursor {
    /// More than there are passes over the images.
    private static let base = 100_000

    let step: Int
    let validations: Int

    init(_ view: TrainingView) {
        (step, validations) = (view.losses.last?.step ?? 0, view.validations.count)
    }

    private init(step: Int, validations: Int) {
        (self.step, self.validations) = (step, validations)
    }

    var number: Int { step * Self.base + validations }

    /// What a page that brings this number has seen: nothing where that is more than there is, as after a new start.
    func known(_ number: Int) -> EventCursor {
        guard number <= self.number else { return EventCursor(step: 0, validations: 0) }
        return EventCursor(step: number / Self.base, validations: number % Self.base)
    }
}
