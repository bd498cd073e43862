import Foundation
import Testing

@testable import Annotations

/// SplitMix64 (Steele, Lea, Flood 2014): the same mutations on every machine.
private struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// What JSON, UTF-8 and manifests have trouble with.
private let fragments: [[UInt8]] =
    [
        "\"", "\\", "{", "}", "[", "]", ",", ":", "\n", "\r\n", "null", "true", "-1", "1e999", "1e-999",
        "0.5", "\\u0000",
        "\\ud800", "99999999999999999999", "\"source-ref\":\"s3://b/../..\",", "-metadata", "\"errors\":[],",
        "{}",
        "[[[[", "\"type\":\"groundtruth/image-classification\",", "\"class_id\":1e18,",
    ].map { Array($0.utf8) } + [[0], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF]]

private func mutated(_ seed: [UInt8], _ seeds: [[UInt8]], _ generator: inout SplitMix64) -> [UInt8] {
    var bytes = seed
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let start = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, start + Int.random(in: 0...12, using: &generator))
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes.removeSubrange(start..<end)
        case 1: bytes.insert(contentsOf: fragments.randomElement(using: &generator) ?? [], at: start)
        case 2: bytes.replaceSubrange(start..<end, with: fragments.randomElement(using: &generator) ?? [])
        case 3: bytes.insert(contentsOf: bytes[start..<end], at: start)
        default:
            let other = seeds.randomElement(using: &generator) ?? []
            bytes = bytes[..<start] + other.suffix(other.count / 2)
        }
    }
    return bytes
}

private func corpus() throws -> [[UInt8]] {
    let folder = try #require(
        Bundle.module.url(forResource: "manifest", withExtension: nil, subdirectory: "Corpus")
    )
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return try files.sorted { $0.path < $1.path }.map { [UInt8](try Data(contentsOf: $0)) }
}

/// Seconds in a debug build; the coverage-guided fuzzer goes on from here.
private let rounds = 3000

@Test(.timeLimit(.minutes(5)))
func `no mutation of a manifest crashes the reader or escapes its counts`() throws {
    let seeds = try corpus()
    #expect(seeds.count >= 8)
    var generator = SplitMix64(state: 1)
    for round in 0..<rounds {
        let seed = seeds[round % seeds.count]
        let bytes = round < seeds.count ? seed : mutated(seed, seeds, &generator)
        let set: AnnotationSet
        do throws(ManifestFileFailure) {
            set = try GroundTruthManifest.lines(of: bytes, file: "fuzz")
        } catch {
            #expect(error == .empty)
            continue
        }
        let statistics = try #require(set.statistics)
        let sum = statistics.validLines + statistics.invalidLines + statistics.ignoredLines
        #expect(statistics.totalLines == sum && sum == set.entries.count)
        let written = try AnnotationFile.bytes(
            of: set,
            as: .groundTruth,
            options: WritingOptions(created: someday)
        )
        #expect(written == bytes, "round \(round)")
        try expectSameReading(of: ValidationManifest.bytes(of: set), as: set, round)
    }
}

/// A validation manifest must read like the manifest it was made of, whatever that held.
private func expectSameReading(of validation: [UInt8], as set: AnnotationSet, _ round: Int) throws {
    let again = try GroundTruthManifest.lines(of: validation, file: "validation")
    #expect(again.images == set.images, "round \(round)")
    #expect(again.entries.count == set.entries.count, "round \(round)")
}

@Test(.timeLimit(.minutes(5)))
func `no mutation of a file crashes the reader of any format`() throws {
    let seeds = try corpus()
    var generator = SplitMix64(state: 2)
    for round in 0..<(rounds / 3) {
        let bytes = mutated(seeds[round % seeds.count], seeds, &generator)
        // Whether it can be read is not the question; that it answers is.
        guard let set = try? AnnotationFile.read(bytes, file: "fuzz") else { continue }
        #expect(set.counts.labelledImages == set.labelledImages.count)
    }
}
