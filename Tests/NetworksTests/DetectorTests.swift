import Networks
import Testing
import Torch

@Test func `a detector answers with one row for each anchor point`() throws {
    let detector = try Detector(labelCount: 3, seed: 0)
    let output = try detector(Tensor(zeros: [2, 3, 96, 96]), isTraining: false)
    #expect(AnchorPoints(inputSize: 96).count == 12 * 12 + 6 * 6 + 3 * 3)
    #expect(output.logits.shape == [2, 189, 3])
    #expect(output.sides.shape == [2, 189, 4])
}

@Test func `the same seed gives the same weights, another gives others`() throws {
    func weights(_ seed: UInt64) throws -> [Float] {
        try #require(Detector(labelCount: 1, seed: seed).store["head.box_output.weight"]).floats()
    }
    #expect(try weights(4) == weights(4))
    #expect(try weights(4) != weights(5))
}

@Test func `an untrained detector finds nothing likely`() throws {
    let detector = try Detector(labelCount: 1, seed: 0)
    let output = try detector(Tensor.normal(shape: [1, 3, 64, 64], deviation: 1, seed: 3), isTraining: false)
    #expect(try output.logits.sigmoid().maximumValue(1).scalar() < 0.2)
}
