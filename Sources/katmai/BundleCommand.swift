import ArgumentParser
import FoundationEssentials
import ModelBundles

/// `katmai bundle`.
struct BundleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle",
        abstract: "Look at model bundles.",
        discussion: """
            A model bundle is a folder with everything that a trained model needs: the graph (model.onnx), what \
            must be known about it (model.json), the weights to train on from, and its evaluation. It can be copied \
            as a whole.
            """,
        subcommands: [Show.self, Verify.self]
    )

    /// `katmai bundle show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what a bundle holds.",
            discussion: """
                With --json its model.json is printed as it is.

                Example:
                  katmai bundle show bears.model
                """
        )

        @Argument(help: "The folder of the model bundle.")
        var bundle: String

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let opened = try ModelBundle.open(at: URL(filePath: bundle))
            if json {
                try Terminal.write(String(decoding: opened.description.json(), as: UTF8.self))
            } else {
                try Terminal.write(BundleText(opened).text)
            }
        }
    }

    /// `katmai bundle verify`.
    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check that nothing in a bundle was changed.",
            discussion: """
                Compares every file with its SHA-256 in model.json, and looks for files missing or too many. The \
                exit code is 1 when something is wrong.

                Example:
                  katmai bundle verify bears.model
                """
        )

        @Argument(help: "The folder of the model bundle.")
        var bundle: String

        func run() throws {
            let opened = try ModelBundle.open(at: URL(filePath: bundle))
            try opened.verify()
            try Terminal.write(
                "\(bundle): all \(opened.description.files.count) files are as they were sealed\n"
            )
        }
    }
}

/// A bundle's description for people.
struct BundleText {
    private let bundle: ModelBundle

    init(_ bundle: ModelBundle) {
        self.bundle = bundle
    }

    /// Lines of names and values, then the labels and the files.
    var text: String {
        let description = bundle.description
        let facts = [
            ("kind", description.kind.rawValue),
            ("format", "\(description.formatVersion)"),
            ("created", description.created.formatted(.iso8601)),
            ("made by", "Katmai \(description.codeVersion)"),
            ("input", "\(description.inputSize) x \(description.inputSize) pixels"),
            ("backbone", description.backbone),
            ("grown from", description.ancestry.joined(separator: ", ")),
            ("precision", description.precision.rawValue),
            ("trained on", "\(description.data.trainImages) images"),
            ("tested on", "\(description.data.testImages) images"),
            ("data", description.data.digest),
            ("seed", "\(description.seed)"),
        ]
        var lines =
            [bundle.name] + facts.filter { !$0.1.isEmpty }.map { "  \(Self.padded($0.0, to: 12))\($0.1)" }
        lines += section("settings", description.settings.sorted { $0.key < $1.key })
        lines += section(
            "labels, each counted from",
            zip(description.labels, description.thresholds).map(Self.label)
        )
        lines += section(
            "files",
            description.files.keys.sorted().map { ($0, Self.size(description.sizes[$0])) }
        )
        return lines.joined(separator: "\n") + "\n"
    }

    private func section(_ title: String, _ rows: [(key: String, value: String)]) -> [String] {
        guard !rows.isEmpty else { return [] }
        let width = (rows.map(\.key.count).max() ?? 0) + 2
        return [title] + rows.map { "  \(Self.padded($0.key, to: width))\($0.value)" }
    }

    private static func label(_ name: String, _ threshold: Double?) -> (key: String, value: String) {
        (name, threshold.map { "\(DetectionText.percent($0)) %" } ?? "not evaluated")
    }

    private static func size(_ bytes: Int?) -> String {
        bytes.map { $0 < 10_000 ? "\($0) bytes" : "\($0 / 1000) kB" } ?? ""
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
