import Catalog
import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdTesting
import Logging
import ObjectStorage
import Projects
import Synchronization
import TrainingRuns

@testable import Console

/// A console on an empty home, which is gone with its test; nothing works in the background.
final class TestConsole: Sendable {
    static let host = "localhost"
    static let date = Date(timeIntervalSince1970: 1_690_556_751)

    let folder: URL
    let catalog: CatalogDatabase
    let useCases: UseCases
    let links: SignInLinks
    let keys: TestKeys
    let door: ConsoleDoor
    /// Added to the date that everything sees.
    let later: Clock

    /// Time that tests move on.
    final class Clock: Sendable {
        private let seconds = Mutex(0.0)

        var now: Date { TestConsole.date + seconds.withLock { $0 } }

        func pass(_ time: Double) {
            seconds.withLock { $0 += time }
        }
    }

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "katmai-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let clock = Clock()
        let now: @Sendable () -> Date = { clock.now }
        later = clock
        catalog = try CatalogDatabase(at: folder.appending(path: "katmai.sqlite"))
        let store = try ObjectStore(home: folder, now: now)
        let workshop = Workshop(
            account: Account(id: "111122223333", region: "us-east-1", secret: []),
            catalog: catalog,
            objects: store,
            limits: .own,
            home: HomeFolders(home: folder),
            programs: Programs(
                trainer: folder.appending(path: "no-trainer"),
                base: folder.appending(path: "base.katmai"),
                baseOfKinds: folder.appending(path: "base-kinds.katmai"),
                worker: folder.appending(path: "no-worker")
            ),
            now: now,
            images: try StagedObjects(
                folder: folder.appending(path: "cache/images"),
                limit: 1 << 30,
                source: store
            ),
            failpoint: Failpoint(),
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        useCases = UseCases(workshop: workshop, settings: TrainingSettings(), concurrentTrainings: 1)
        links = SignInLinks(now: now)
        keys = TestKeys(catalog: catalog)
        try await keys.begin()
        door = try await Self.door(useCases, catalog, keys, links, folder, now)
    }

    /// Another door to the same home, as after the server was started anew.
    func reopened() async throws -> ConsoleDoor {
        let clock = later
        return try await Self.door(useCases, catalog, keys, SignInLinks(now: { clock.now }), folder) {
            clock.now
        }
    }

    private static func door(
        _ useCases: UseCases,
        _ catalog: CatalogDatabase,
        _ keys: TestKeys,
        _ links: SignInLinks,
        _ folder: URL,
        _ now: @escaping @Sendable () -> Date
    ) async throws -> ConsoleDoor {
        try await ConsoleDoor(
            useCases,
            catalog: catalog,
            keys: keys,
            links: links,
            settings: ConsoleSettings(
                hosts: AllowedHosts(listening: "127.0.0.1", others: []),
                isSecure: false,
                home: folder,
                version: "1.0.0",
                shown: []
            ),
            endpoint: { "http://localhost" },
            now: now
        )
    }

    deinit {
        // The system's temporary folder is cleared anyway.
        try? FileManager.default.removeItem(at: folder)
    }

    /// Runs a test with a browser that is not signed in.
    func browse<Value: Sendable>(
        _ door: ConsoleDoor? = nil,
        _ test: @escaping @Sendable (TestBrowser) async throws -> Value
    ) async throws -> Value {
        let door = door ?? self.door
        let responder = CallbackResponder<BasicRequestContext> { request, context in
            try await door.respond(to: request, context: context)
        }
        let logger = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
        return try await Application(responder: responder, logger: logger)
            .test(.router) { client in try await test(TestBrowser(client: client)) }
    }

    /// Runs a test with a browser that a link has signed in.
    func browseSignedIn<Value: Sendable>(
        _ test: @escaping @Sendable (TestBrowser) async throws -> Value
    ) async throws -> Value {
        let path = links.make().path
        return try await browse { browser in
            let welcome = try await browser.get(path)
            return try await test(try await browser.signedIn(by: welcome))
        }
    }
}

/// Access keys in the catalog, the first of them known to tests.
struct TestKeys: AccessKeyShelf {
    static let id = "AKIAIOSFODNN7EXAMPLE"
    static let secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

    let catalog: CatalogDatabase

    func begin() async throws {
        let key = AccessKeyRecord(id: Self.id, secret: Self.secret, isEnabled: true, created: 0)
        try await catalog.write { try $0.insert(key) }
    }

    func secret(of accessKeyID: String) async -> String? {
        // A catalog that cannot be read has no key.
        let key = try? await catalog.read { try $0.accessKey(accessKeyID) }
        return key.flatMap { $0.isEnabled ? $0.secret : nil }
    }

    func all() async throws -> [AccessKeyRecord] { try await catalog.read { try $0.accessKeys() } }

    func add() async throws -> AccessKeyRecord {
        let key = AccessKeyRecord(id: "AKIAIOSFODNN7EXAMPL2", secret: "second", isEnabled: true, created: 1)
        try await catalog.write { try $0.insert(key) }
        return key
    }

    func set(_ id: String, isEnabled: Bool) async throws -> Bool {
        try await catalog.write { try $0.setAccessKey(id, isEnabled: isEnabled) }
    }

    func delete(_ id: String) async throws -> Bool {
        try await catalog.write { try $0.deleteAccessKey(id) }
    }
}
