import Foundation
import ModelBundles
import Synchronization
import Testing
import TrainingRuns

extension EndToEnd {
    /// Trainings that are ended before their time.
    struct Resuming {
        private let folder: TemporaryFolder
        private let model: TrainedModel
        private let bundle: URL
        private let run: RunFolder

        init() throws {
            folder = try TemporaryFolder()
            model = try #require(TrainedModel.current)
            bundle = folder.url.appending(path: "ended.katmai")
            run = RunFolder(forBundle: bundle)
        }

        @Test func `a trainer killed in its third epoch goes on to the same weights`() async throws {
            let blow = Interruption(at: 2) { event in
                if case .checkpointed = event { true } else { false }
            } act: { katmai in
                for trainer in children(of: katmai) { _ = kill(trainer, SIGKILL) }
            }
            let killed = try await train(blow)
            #expect(blow.hasActed)
            #expect(killed.code == 1)
            #expect(killed.errors.contains("the trainer ended unexpectedly"))
            guard case .started(let start) = try #require(model.events.first) else {
                Issue.record("the first event is \(model.events[0])")
                return
            }
            try await expectSameWeightsAfterResuming(from: 2 * start.stepsPerEpoch)
        }

        @Test func `Ctrl-C stops after a checkpoint and says how to go on`() async throws {
            let interrupt = Interruption(at: 1) { event in
                if case .progress(let progress) = event { progress.epoch == 2 } else { false }
            } act: { katmai in
                _ = kill(katmai, SIGINT)
            }
            let stopped = try await train(interrupt)
            #expect(interrupt.hasActed)
            #expect(stopped.code == 1)
            #expect(stopped.errors.contains("katmai train --out ended.katmai --resume"))
            guard case .stopped(let checkpoint) = try #require(try stopped.events().last) else {
                Issue.record("the last line is not the stop: \(stopped.output)")
                return
            }
            #expect(checkpoint.path == run.checkpoint.path)

            let anew = try await Program.katmai.run(
                ["train"] + model.set.arguments + ["--out", "ended.katmai"],
                in: folder.url
            )
            #expect(anew.code == 1)
            #expect(
                anew.errors.contains("--resume"),
                "a stopped training must not be lost by starting another"
            )
            try await expectSameWeightsAfterResuming(from: checkpoint.step)
        }

        private func train(_ interruption: Interruption) async throws -> Program.Ending {
            try await Program.katmai.run(
                ["train"] + model.set.arguments + ["--out", "ended.katmai"],
                in: folder.url
            ) { interruption.see($0, process: $1) }
        }

        /// Goes on, and compares with the training that nobody interrupted.
        private func expectSameWeightsAfterResuming(from step: Int) async throws {
            let files = FileManager.default
            #expect(files.fileExists(atPath: run.checkpoint.path))
            #expect(!files.fileExists(atPath: bundle.path))
            let resumed = try await Program.katmai.run(
                ["train", "--out", "ended.katmai", "--resume"],
                in: folder.url
            )
            #expect(resumed.code == 0, "\(resumed.errors)")
            if case .started(let start) = try #require(try resumed.events().first) {
                #expect(start.step == step, "it began anew")
            }
            try ModelBundle.open(at: bundle).verify()
            let weights = try Data(contentsOf: bundle.appending(path: ModelBundle.weightsPath))
            #expect(try weights == model.bytes(of: ModelBundle.weightsPath), "the weights differ")
            #expect(!files.fileExists(atPath: run.checkpoint.path))
        }
    }
}

/// Does something to a training once, when it has told a kind of event so many times.
private final class Interruption: Sendable {
    private let occurrence: Int
    private let isWanted: @Sendable (TrainingEvent) -> Bool
    private let act: @Sendable (pid_t) -> Void
    private let seen = Mutex(0)

    init(
        at occurrence: Int,
        of isWanted: @escaping @Sendable (TrainingEvent) -> Bool,
        act: @escaping @Sendable (pid_t) -> Void
    ) {
        self.occurrence = occurrence
        self.isWanted = isWanted
        self.act = act
    }

    var hasActed: Bool { seen.withLock { $0 >= occurrence } }

    /// Takes a line that the training's process printed.
    func see(_ line: String, process: pid_t) {
        // A line that is no event is found by the test, which decodes them all.
        let event = try? JSONDecoder().decode(TrainingEvent.self, from: Data(line.utf8))
        guard let event, isWanted(event) else { return }
        let count = seen.withLock { seen in
            seen += 1
            return seen
        }
        if count == occurrence { act(process) }
    }
}

/// The processes whose parent is this one, by `/proc` (proc(5): the parent is the second field after the name).
private func children(of parent: pid_t) -> [pid_t] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap(pid_t.init).filter { id in
        // A process may end between being listed and being looked at.
        let stat = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)
        guard let stat else { return false }
        let fields = stat[(stat.lastIndex(of: ")") ?? stat.startIndex)...].split(separator: " ")
        return fields.count > 2 && fields[2] == "\(parent)"
    }
}
