import FoundationEssentials
import Testing

@testable import RekognitionAPI

@Test func `the operations are the model's`() throws {
    #expect(Set(Operations.all.map { $0.name }) == Set(try ServiceModel.load().operations.keys))
    #expect(Operations.all.count == 23)
}

@Test func `right inputs are taken, and hold every member of the model`() throws {
    let model = try ServiceModel.load()
    var seen: [String: Set<String>] = [:]
    for (operation, text) in FullInputs.all {
        #expect(refusal(of: operation, text) == nil, "\(operation.name) \(text)")
        guard case .object(let members) = try json(text) else { continue }
        seen[operation.name, default: []].formUnion(members.keys)
    }
    for (operation, shape) in model.operations {
        #expect(seen[operation] == Set((try model.shape(shape).members ?? [:]).keys))
    }
}

@Test func `every rule of the model is checked`() throws {
    let model = try ServiceModel.load()
    for (operation, text) in FullInputs.all {
        var breaker = InputBreaker(model)
        let shape = try #require(model.operations[operation.name])
        try breaker.breakRules(of: shape, at: "", try json(text)) { $0 }
        for broken in breaker.inputs {
            guard case .object(let members) = broken.input else { continue }
            let found = refusal(of: operation, Members(members))
            #expect(found?.code == broken.expected, "\(operation.name): \(broken.what)")
        }
    }
}

@Test func `unknown members and nulls are passed over`() throws {
    let text = #"{"ProjectName":"bears","Colour":{"r":[1]},"Tags":null,"Feature":null}"#
    #expect(try input(CreateProject.self, text).tags == [:])
}

private func refusal(of operation: any RekognitionOperation.Type, _ members: Members) -> RekognitionError? {
    do throws(RekognitionError) {
        _ = try operation.init(members)
        return nil
    } catch {
        return error
    }
}
