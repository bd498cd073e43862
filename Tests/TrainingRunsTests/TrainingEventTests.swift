import Foundation
import Testing
import TrainingRuns

@Test func `every event survives JSON and says what it is`() throws {
    let checkpoint = TrainingEvent.Checkpointed(epoch: 2, step: 30, path: "/runs/a/checkpoint.safetensors")
    let events: [(TrainingEvent, String)] = [
        (.validated(.init(epoch: 3, ap50: 0.9, ap: 0.5, isBest: true)), "validated"),
        (.checkpointed(checkpoint), "checkpointed"),
        (.evaluating(.init(images: 40, done: 3)), "evaluating"),
        (.stopped(checkpoint), "stopped"),
        (.failed(.init(reason: "no images")), "failed"),
    ]
    for (event, name) in events {
        let bytes = try JSONEncoder().encode(event)
        let object = try #require(JSONSerialization.jsonObject(with: bytes) as? [String: Any])
        #expect(object["event"] as? String == name)
        #expect(try JSONDecoder().decode(TrainingEvent.self, from: bytes) == event)
    }
}

@Test func `a run folder lies beside its bundle`() {
    let folder = RunFolder(forBundle: URL(filePath: "/models/bears.katmai"))
    #expect(folder.url.path == "/models/bears.katmai.run")
    #expect(folder.job.path == "/models/bears.katmai.run/job.json")
}
