import Datasets
import Foundation
import Testing

/// Files with one number each.
private func files(_ contents: [Int], in folder: URL) throws -> [String] {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return try contents.enumerated().map { index, content in
        let file = folder.appending(path: "\(index)")
        try Data("\(content)".utf8).write(to: file)
        return file.path
    }
}

private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "katmai-\(UUID().uuidString)")
    // A temporary folder that stays behind harms nobody.
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
}

@Test func `a fifth is taken, by content and seed, whatever the names`() throws {
    try withFolder { folder in
        let paths = try files(Array(0..<50), in: folder)
        let taken = try ContentSplit.take(0.2, of: paths, seed: 1, purpose: "test")
        #expect(taken.count == 10)
        let reversed = try ContentSplit.take(0.2, of: paths.reversed(), seed: 1, purpose: "test")
        #expect(Set(reversed.map { paths.reversed()[$0] }) == Set(taken.map { paths[$0] }))
        #expect(try ContentSplit.take(0.2, of: paths, seed: 2, purpose: "test") != taken)
        #expect(try ContentSplit.take(0.2, of: paths, seed: 1, purpose: "validation") != taken)
    }
}

@Test func `copies of one image stay together`() throws {
    try withFolder { folder in
        let paths = try files((0..<40).map { $0 / 4 }, in: folder)
        for seed in UInt64(0)..<10 {
            let taken = Set(try ContentSplit.take(0.2, of: paths, seed: seed, purpose: "test").map { $0 / 4 })
            let left = Set(0..<40).subtracting(
                try ContentSplit.take(0.2, of: paths, seed: seed, purpose: "test")
            )
            #expect(taken.isDisjoint(with: left.map { $0 / 4 }))
        }
    }
}

@Test func `never are all images taken`() throws {
    try withFolder { folder in
        let paths = try files([1, 2], in: folder)
        #expect(try ContentSplit.take(0.9, of: paths, seed: 0, purpose: "test").count == 1)
        #expect(try ContentSplit.take(0.9, of: [paths[0]], seed: 0, purpose: "test").isEmpty)
        #expect(try ContentSplit.take(0.5, of: files([7, 7], in: folder), seed: 0, purpose: "test").isEmpty)
    }
}
