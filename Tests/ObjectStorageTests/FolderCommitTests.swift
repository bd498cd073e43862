import Foundation
import NIOPosix
import Testing

@testable import ObjectStorage

@Test func `everybody who waits for a folder hears of it`() async throws {
    let folder = FileManager.default.temporaryDirectory.path
    let commits = FolderCommit(threads: .singleton)
    let answers = try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<50 { group.addTask { try await commits.synchronise(folder) } }
        return try await group.reduce(into: 0) { count, _ in count += 1 }
    }
    #expect(answers == 50)
}

@Test func `a folder that cannot be synchronised is a failure for all who wait, and no other folder's`()
    async throws
{
    let commits = FolderCommit(threads: .singleton)
    let failures = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<20 {
            group.addTask {
                do {
                    try await commits.synchronise("/nowhere/at/all")
                    return false
                } catch {
                    return true
                }
            }
        }
        return await group.reduce(into: 0) { count, failed in count += failed ? 1 : 0 }
    }
    #expect(failures == 20)
    try await commits.synchronise(FileManager.default.temporaryDirectory.path)
}

@Test func `names that are made together lie in few folders, and in the end in all`() {
    let make = RandomName.neighbours()
    let names = (0..<(256 * 256)).map { _ in make() }
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.count == 32 })
    #expect(Set(names.prefix(512).map { $0.prefix(2) }).count <= 3)
    #expect(Set(names.map { $0.prefix(2) }).count == 256)
}
