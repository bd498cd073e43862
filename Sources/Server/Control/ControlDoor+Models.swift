import Catalog
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Projects

/// What commands ask of models: how they are served, and what was asked of them.
extension ControlDoor {
    /// The largest image that is read; the use case refuses smaller ones already.
    private static let largestImage = 512 << 20
    private static let largestOrder = 1 << 16

    func answerAboutModels(
        _ method: HTTPRequest.Method,
        _ words: [String],
        _ request: Request
    ) async throws -> Response {
        switch (method, words.first, words.count) {
        case (.get, "models", 1):
            let models = try await useCases.models.overview()
            return try Self.json(models.map { ListedModel($0, useCases.account) })
        case (.get, "usage", 1):
            return try Self.json(try await usage(request))
        case (.post, "models", 4), (.put, "models", 4):
            let version = try await version(words[2], ofProject: words[1])
            do {
                return try await act(method, words[3], on: version, request)
            } catch let error as ProjectError {
                throw Refusal(error) ?? error
            }
        default:
            throw Refusal.unknown
        }
    }

    private func act(
        _ method: HTTPRequest.Method,
        _ word: String,
        on version: VersionReference,
        _ request: Request
    ) async throws -> Response {
        switch (method, word) {
        case (.post, "start"):
            let order = try await Self.order(StartOrder.self, in: request)
            _ = try await useCases.models.start(
                version,
                minimumUnits: order.minimumUnits,
                maximumUnits: order.maximumUnits
            )
            return try await started(version)
        case (.post, "stop"):
            _ = try await useCases.models.stop(version)
            return try Self.json(ListedModel(try await overview(of: version), useCases.account))
        case (.put, "serving"):
            let change = try await Self.order(ServingChange.self, in: request)
            return try Self.json(ListedModel(try await serve(version, change), useCases.account))
        case (.post, "detect"):
            return try Self.json(try await detect(with: version, request))
        default:
            throw Refusal.unknown
        }
    }

    /// The version of this name in a project of this name, which has a model.
    private func version(_ name: String, ofProject project: String) async throws -> VersionReference {
        let models = try await useCases.models.overview()
        guard let model = models.first(where: { $0.version.project == project && $0.version.name == name })
        else {
            throw Refusal(
                status: .notFound,
                message: "there is no version \(project)/\(name) with a model: "
                    + "katmai versions lists those that there are"
            )
        }
        return model.version
    }

    private func overview(of version: VersionReference) async throws -> ServedModel {
        try await useCases.models.overview(of: version)
    }

    /// What has become of a start; that it failed is told with the reason.
    private func started(_ version: VersionReference) async throws -> Response {
        let model = try await overview(of: version)
        guard model.status == .failed else {
            return try Self.json(ListedModel(model, useCases.account))
        }
        let projects = try await useCases.projects.page(PageRequest(size: 1), names: [version.project])
        var reason = "its status is FAILED"
        if let project = projects.elements.first {
            let page = try await useCases.versions.page(
                of: project.project,
                PageRequest(size: 1),
                names: [version.name]
            )
            reason = page.elements.first?.statusMessage ?? reason
        }
        throw Refusal(
            status: .conflict,
            message: "\(version.project)/\(version.name) could not be started: \(reason)"
        )
    }

    private func serve(_ version: VersionReference, _ change: ServingChange) async throws -> ServedModel {
        let mode: ServingChange.Change<ServingMode>
        switch change.mode {
        case .keep: mode = .keep
        case .forget: mode = .forget
        case .set(let text):
            guard let known = ServingMode(rawValue: text) else {
                throw Refusal(status: .badRequest, message: "\"\(text)\" is neither on-demand nor manual")
            }
            mode = .set(known)
        }
        let idleSeconds = change.idleSeconds
        return try await useCases.models.changeServing(of: version) { serving in
            mode.apply(to: &serving.mode)
            idleSeconds.apply(to: &serving.idleSeconds)
        }
    }

    private func detect(with version: VersionReference, _ request: Request) async throws -> ServedDetections {
        let query = request.uri.queryParameters
        let confidence = try Self.number(query["minimumConfidence"].map(String.init), as: Double.self)
        let results = try Self.number(query["maximumResults"].map(String.init), as: Int.self)
        guard confidence.map({ (0...100).contains($0) }) ?? true, results.map({ $0 >= 0 }) ?? true else {
            throw Refusal(
                status: .badRequest,
                message: "minimumConfidence is 0 to 100, and maximumResults at least 0"
            )
        }
        let image = try await request.body.collect(upTo: Self.largestImage)
        let labels = try await useCases.models.detect(
            in: .bytes(Data(image.readableBytesView)),
            with: version,
            minimumConfidence: confidence,
            maximumResults: results
        )
        return ServedDetections(labels: labels.map(ServedDetections.Label.init))
    }

    private func usage(_ request: Request) async throws -> ListedUsage {
        let month = request.uri.queryParameters["month"].map(String.init)
        guard month.map(ListedUsage.isMonth) ?? true else {
            throw Refusal(status: .badRequest, message: "\"\(month ?? "")\" is no month such as 2026-11")
        }
        return ListedUsage(try await useCases.models.usage(), month: month, useCases.account)
    }

    private static func number<Number: LosslessStringConvertible>(
        _ text: String?,
        as: Number.Type
    ) throws(Refusal) -> Number? {
        guard let text else { return nil }
        guard let number = Number(text) else {
            throw Refusal(status: .badRequest, message: "\"\(text)\" is no number")
        }
        return number
    }

    private static func order<Order: Decodable>(_: Order.Type, in request: Request) async throws -> Order {
        let body = try await request.body.collect(upTo: largestOrder)
        do {
            return try JSONDecoder().decode(Order.self, from: Data(body.readableBytesView))
        } catch {
            throw Refusal(status: .badRequest, message: "the server cannot read this command: \(error)")
        }
    }
}

extension ServingChange.Change {
    /// Changes what a version says of itself.
    fileprivate func apply(to value: inout Value?) {
        switch self {
        case .keep: break
        case .forget: value = nil
        case .set(let new): value = new
        }
    }
}

extension ServedDetections.Label {
    fileprivate init(_ label: DetectedLabel) {
        self.init(
            name: label.name,
            confidence: label.confidencePercent,
            box: label.frame.map { frame in
                ServedDetections.Ratios(
                    left: frame.left,
                    top: frame.top,
                    width: frame.width,
                    height: frame.height
                )
            }
        )
    }
}
