import AsyncHTTPClient
import Catalog
import ChildProcesses
import Foundation
import Logging
import NIOPosix
import ObjectStorage
import Projects

/// What a home holds, opened by the one process that may.
struct Home: Sendable {
    private let lock: HomeLock
    private let client: HTTPClient?
    private let threads: NIOThreadPool
    let catalog: CatalogDatabase
    let account: Account
    let keys: AccessKeyRing
    let store: ObjectStore
    let workshop: Workshop

    /// They mostly wait for the disk, which makes several files safe at once: far more of them than cores are at work.
    private static let fileThreads = 16

    /// Opens the home of the settings, or makes it.
    ///
    /// - Parameters:
    ///   - settings: which home, and where buckets lie that are not in it.
    ///   - installation: the programs that belong to this Katmai.
    ///   - environment: may name a failpoint.
    ///   - now: the clock of everything.
    ///   - log: for what no client is told.
    /// - Throws: `SettingError`, `HomeLock.InUse`, and what the files in the home do not allow.
    init(
        _ settings: ServerSettings,
        _ installation: Installation,
        environment: [String: String],
        now: @escaping @Sendable () -> Date,
        log: Logger
    ) async throws {
        let folder = settings.home
        let failpoint = try Failpoint(environment: environment)
        try Self.makeFolder(folder)
        lock = try HomeLock(folder)
        catalog = try CatalogDatabase(at: folder.appending(path: "katmai.sqlite"))
        account = try await Self.account(in: catalog, settings)
        keys = try await AccessKeyRing(catalog, now: now)
        threads = NIOThreadPool(numberOfThreads: Self.fileThreads)
        threads.start()
        store = try ObjectStore(home: folder, threads: threads, now: now, step: { failpoint.pass($0) })
        client = settings.buckets.isEmpty ? nil : RemoteBuckets.makeClient()
        var objects: any ObjectSource = store
        if let client {
            let remote = RemoteBuckets(settings.buckets, client: client, now: now)
            objects = RoutedObjects(remote: remote, embedded: store)
        }
        workshop = Workshop(
            account: account,
            catalog: catalog,
            objects: objects,
            limits: settings.limits == .aws ? .aws : .own,
            home: HomeFolders(home: folder),
            programs: Programs(
                trainer: try installation.trainer,
                base: try installation.base,
                baseOfKinds: try installation.baseOfKinds,
                worker: nil
            ),
            now: now,
            images: try StagedObjects(
                folder: folder.appending(path: "cache/images"),
                limit: settings.cacheBytes,
                source: objects
            ),
            failpoint: failpoint,
            log: log
        )
    }

    private static func makeFolder(_ folder: URL) throws(SettingError) {
        do {
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw SettingError("home is \(folder.path), which cannot be made: \(error.localizedDescription)")
        }
    }

    private static func account(
        in catalog: CatalogDatabase,
        _ settings: ServerSettings
    ) async throws -> Account {
        var random = SystemRandomNumberGenerator()
        let new = Account.random(region: settings.region ?? ServerSettings.usualRegion, using: &random)
        let account = try await catalog.write { try $0.account(orNew: new) }
        if let region = settings.region, region != account.region {
            throw SettingError(
                "region is \(region), but \(settings.home.path) was made for \(account.region), which its ARNs name"
            )
        }
        return account
    }

    /// Closes everything; to be called when nothing is under way.
    func close() async throws {
        try await client?.shutdown()
        try store.close()
        try await threads.shutdownGracefully()
        try catalog.close()
    }
}
