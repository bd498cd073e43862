import Foundation
import Testing
import Torch

/// Whether bytes are read or refused with a typed error; anything else would end the process.
private func isReadOrRefused(_ bytes: [UInt8]) -> Bool {
    do throws(PickledWeightsError) {
        _ = try PickledWeights(parsing: bytes, file: "mutated")
        return true
    } catch {
        return error.offset <= bytes.count && !error.description.isEmpty
    }
}

private func corpus() throws -> [[UInt8]] {
    try FileManager.default.contentsOfDirectory(atPath: try resource("Corpus/pth").path).sorted()
        .map { [UInt8](try Data(contentsOf: try resource("Corpus/pth/\($0)"))) }
}

@Test func `a file of weights cut at any byte is refused`() throws {
    for whole in try corpus() {
        for length in 0..<whole.count {
            #expect(throws: PickledWeightsError.self) {
                try PickledWeights(parsing: Array(whole.prefix(length)), file: "cut")
            }
        }
    }
}

@Test(.timeLimit(.minutes(2))) func `mutated files of weights are read or refused`() throws {
    let seeds = try corpus()
    #expect(seeds.count >= 4)
    var generator = SplitMix64(seed: 20_260)
    for _ in 0..<4000 {
        var bytes = try #require(seeds.randomElement(using: &generator))
        for _ in 0..<Int.random(in: 1...4, using: &generator) { mutate(&bytes, seeds, &generator) }
        #expect(isReadOrRefused(bytes))
    }
}

/// Changes a byte, removes or doubles a stretch, or brings one in from another file.
private func mutate(_ bytes: inout [UInt8], _ seeds: [[UInt8]], _ generator: inout SplitMix64) {
    // Past the fixed beginning, where almost every change is refused at once.
    let first = min(21, bytes.count)
    let place = Int.random(in: first...bytes.count, using: &generator)
    let length = min(Int.random(in: 1...16, using: &generator), bytes.count - place)
    switch Int.random(in: 0..<5, using: &generator) {
    case 0 where place < bytes.count:
        bytes[place] = UInt8.random(in: 0...255, using: &generator)
    case 1 where place < bytes.count:
        bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 2:
        bytes.removeSubrange(place..<place + length)
    case 3:
        bytes.insert(contentsOf: bytes[place..<place + length], at: place)
    default:
        let other = seeds.randomElement(using: &generator) ?? []
        let start = Int.random(in: 0...other.count, using: &generator)
        bytes.replaceSubrange(place..<place + length, with: other[start...].prefix(length))
    }
}
