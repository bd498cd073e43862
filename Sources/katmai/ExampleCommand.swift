import Annotations
import ArgumentParser
import ExampleScenes
import Foundation

/// `katmai example`: a small labelled data set from nothing.
struct ExampleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "example",
        abstract: "Draw a small set of labelled scenes to try Katmai with.",
        discussion: """
            Draws bears and wolves at a river, in all weathers, partly hidden by rocks, wood and grass; every fifth \
            picture is empty. They are drawings, not photos: good for a first look and for tests, while only your \
            own photos tell how well a detector does for you.

            The folder gets images/, train.manifest and test.manifest (Ground Truth, as Rekognition Custom Labels \
            reads it) and a README.txt. The same seed draws the same files.

            Examples:
              katmai example --out scenes
              katmai example --out more-scenes --train 400 --test 100 --seed 7 --size 640x480
              katmai train --train scenes/train.manifest --test scenes/test.manifest --out animals.katmai
            """
    )

    @Option(help: "The folder to draw into; it is made if it is not there.", completion: .directory)
    var out: String

    @Option(help: "How many scenes to learn from, 1 to 100000.")
    var train = SceneSet().trainCount

    @Option(help: "How many scenes to test on, 0 to 100000.")
    var test = SceneSet().testCount

    @Option(help: "Another seed draws other scenes.")
    var seed: UInt64 = 0

    @Option(help: "Width and height in pixels, 64 to 4096 each.")
    var size = PictureSize(SceneSet().size)

    @Flag(help: "Draw into a folder that is not empty; files of the same names are replaced.")
    var force = false

    @Flag(help: "Print what was drawn as JSON.")
    var json = false

    func validate() throws {
        guard (1...100_000).contains(train) else {
            throw ValidationError("--train must be 1 to 100000, not \(train).")
        }
        guard (0...100_000).contains(test) else {
            throw ValidationError("--test must be 0 to 100000, not \(test).")
        }
    }

    func run() async throws {
        var set = SceneSet()
        (set.trainCount, set.testCount, set.seed, set.size) = (train, test, seed, size.value)
        let folder = SceneFolder(url: URL(filePath: out, directoryHint: .isDirectory))
        let total = train + test
        let showsProgress = !json && isatty(STDERR_FILENO) == 1
        let clock = ContinuousClock()
        let start = clock.now
        let drawn = try await folder.write(set, overwriting: force) { done in
            guard showsProgress else { return }
            let end = done == total ? "\r\u{1B}[K" : ""
            FileHandle.standardError.write(Data("\r\u{1B}[Kdrawing scene \(done) of \(total)\(end)".utf8))
        }
        try report(drawn, seconds: (clock.now - start) / .seconds(1))
    }

    private func report(_ drawn: DrawnSet, seconds: Double) throws {
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
            print(String(decoding: try encoder.encode(drawn), as: UTF8.self))
            return
        }
        print(
            """
            Drew \(train + test) scenes in \(String(format: "%.1f", seconds)) s. They are drawings, not photos (seed \(seed)).
              \(out)/train.manifest  \(drawn.line("train"))
              \(out)/test.manifest   \(drawn.line("test"))
            Next: katmai train --train \(out)/train.manifest --test \(out)/test.manifest --out animals.katmai
            """
        )
    }
}

/// A picture's size as typed, such as 480x360.
struct PictureSize: ExpressibleByArgument {
    let value: ImageSize

    init(_ value: ImageSize) {
        self.value = value
    }

    init?(argument: String) {
        let sides = argument.lowercased().split(separator: "x", omittingEmptySubsequences: false).map {
            Int($0)
        }
        guard sides.count == 2, let width = sides[0], let height = sides[1] else { return nil }
        guard (64...4096).contains(width), (64...4096).contains(height) else { return nil }
        value = ImageSize(width: width, height: height)
    }

    var defaultValueDescription: String { "\(value.width)x\(value.height)" }
}
