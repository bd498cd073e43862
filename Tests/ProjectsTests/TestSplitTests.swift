import Testing

@testable import Projects

private func members(_ labels: [[Int64]]) -> [TestSplit.Member] {
    labels.enumerated().map { TestSplit.Member(source: "s3://b/\($0).png", labels: $1) }
}

@Test func `seventy images give fourteen to the test set`() {
    let all = members((0..<70).map { [Int64($0 % 3)] })
    let taken = TestSplit.places(of: all)
    #expect(taken?.count == 14)
    #expect(taken == TestSplit.places(of: all))
    #expect(taken.map { Set($0).count } == 14)
}

@Test func `both sets get an image of every label that has two`() throws {
    // Label 9 is on two images of fifty.
    let all = members((0..<50).map { $0 == 20 || $0 == 33 ? [1, 9] : [1] })
    let taken = try #require(TestSplit.places(of: all))
    #expect(taken.count == 10)
    #expect(taken.filter { all[$0].labels.contains(9) }.count == 1)
}

@Test func `the last image of a label stays in training`() throws {
    let all = members((0..<20).map { $0 == 4 ? [1, 2] : [1] } + [[3], [3]])
    let taken = try #require(TestSplit.places(of: all))
    #expect(!taken.contains(4))
}

@Test func `too few images are not split`() {
    #expect(TestSplit.places(of: []) == nil)
    #expect(TestSplit.places(of: members([[1], [1]])) == nil)
    // No label at all.
    #expect(TestSplit.places(of: members([[Int64]](repeating: [], count: 10))) == nil)
    // Each label on one image.
    #expect(TestSplit.places(of: members((0..<10).map { [Int64($0)] })) == nil)
}

@Test func `neighbours in a manifest are not taken together`() throws {
    let taken = try #require(TestSplit.places(of: members((0..<100).map { _ in [1] })))
    #expect(taken != Array(0..<20))
    #expect(taken != Array(80..<100))
}
