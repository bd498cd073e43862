import FoundationEssentials
import Testing

@testable import Inference

private struct SuppressionCase: Decodable {
    var boxes: [[Float]]
    var scores: [Float]
    var overlap: Float
    var kept: [Int]

    static func all() throws -> [SuppressionCase] {
        try JSONDecoder().decode(
            [SuppressionCase].self,
            from: Data(contentsOf: Goldens.url("suppression.json"))
        )
    }
}

@Test func `what stays is what torchvision's definition keeps`() throws {
    let cases = try SuppressionCase.all()
    #expect(cases.count == 6)
    for golden in cases {
        let order = golden.scores.indices.sorted {
            golden.scores[$0] != golden.scores[$1] ? golden.scores[$0] > golden.scores[$1] : $0 < $1
        }
        let boxes = order.map { Corners(golden.boxes[$0]) }
        let kept = NonMaximumSuppression.kept(boxes, overlap: golden.overlap, limit: .max)
        #expect(kept.map { order[$0] } == golden.kept)
    }
}

@Test func `an overlap of exactly the limit stays`() {
    // Half of each box is shared: 1 / (2 + 2 - 1).
    let boxes = [Corners([0, 0, 2, 1]), Corners([1, 0, 3, 1])]
    #expect(NonMaximumSuppression.kept(boxes, overlap: 1 / 3, limit: .max) == [0, 1])
    #expect(NonMaximumSuppression.kept(boxes, overlap: 0.33, limit: .max) == [0])
}

@Test func `no more than the limit stay, the best ones`() {
    let boxes = (0..<10).map { Corners([Float($0) * 10, 0, Float($0) * 10 + 1, 1]) }
    #expect(NonMaximumSuppression.kept(boxes, overlap: 0.6, limit: 3) == [0, 1, 2])
}

extension Corners {
    init(_ sides: [Float]) {
        self.init(left: sides[0], top: sides[1], right: sides[2], bottom: sides[3])
    }
}
