import Foundation
import Server

/// Models as people read them.
enum VersionText {
    /// A line for each, under a heading.
    static func table(of models: [ListedModel]) -> String {
        var table = TextTable(columns: [
            .text("version"), .text("status"), .text("serving"), .text("model"), .number("units"),
            .number("memory"), .number("waiting"), .number("unloads in"),
        ])
        table.rows = models.map { model in
            [
                "\(model.project)/\(model.version)", model.status, model.mode, model.load,
                "\(model.units.count)", memory(model.memoryBytes), "\(model.waiting)",
                model.secondsUntilUnload.map(duration) ?? "-",
            ]
        }
        return table.text
    }

    /// How a version is served, in a sentence.
    static func serving(_ model: ListedModel) -> String {
        let origin =
            switch model.modeFrom {
            case "version": "set for this version"
            case "tag": "by its tag katmai:serving"
            default: "the server's setting"
            }
        let name = "\(model.project)/\(model.version)"
        let idle = duration(Double(model.idleSeconds))
        let ending =
            model.mode == "manual"
            ? "it answers while it is started" : "it unloads when nobody has asked for \(idle)"
        return "\(name) is served \(model.mode) (\(origin)): \(ending)."
    }

    /// How many units there are, and may be.
    static func units(_ model: ListedModel) -> String {
        let least = model.minimumUnits ?? 1
        let most = model.maximumUnits ?? least
        return most == least ? "\(least) unit\(least == 1 ? "" : "s")" : "\(least) to \(most) units"
    }

    /// What is wrong with a version's tag; nil where nothing is.
    static func problem(_ model: ListedModel) -> String? {
        model.tagProblem.map { "\(model.project)/\(model.version): \($0)" }
    }

    /// Whole megabytes; nothing where there are none.
    static func memory(_ bytes: Int64) -> String {
        bytes == 0 ? "-" : "\((bytes + 500_000) / 1_000_000) MB"
    }

    /// Such as `4m 20s`.
    static func duration(_ seconds: Double) -> String {
        Duration.seconds(seconds.rounded(.up)).formatted(.units(width: .narrow))
    }
}
