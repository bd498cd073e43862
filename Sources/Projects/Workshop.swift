package import Catalog
package import Foundation
package import Logging
package import ObjectStorage

/// What all use cases work with, made once.
package struct Workshop: Sendable {
    package let account: Account
    package let catalog: CatalogDatabase
    package let objects: any ObjectSource
    package let limits: Limits
    package let home: HomeFolders
    package let programs: Programs
    package let now: @Sendable () -> Date
    /// Where the images of trainings come from.
    package let images: StagedObjects
    package let failpoint: Failpoint
    package let log: Logger
    /// Wakes what works in the background.
    let bells = Bells()

    package init(
        account: Account,
        catalog: CatalogDatabase,
        objects: any ObjectSource,
        limits: Limits,
        home: HomeFolders,
        programs: Programs,
        now: @escaping @Sendable () -> Date,
        images: StagedObjects,
        failpoint: Failpoint,
        log: Logger
    ) {
        self.account = account
        self.catalog = catalog
        self.objects = objects
        self.limits = limits
        self.home = home
        self.programs = programs
        self.now = now
        self.images = images
        self.failpoint = failpoint
        self.log = log
    }

    /// The moment in milliseconds since 1970.
    var moment: Int64 { now().milliseconds }

    /// Writes to the catalog; a full disk is the use case's error.
    func write<Value: Sendable>(_ body: @Sendable (CatalogWriter) throws -> Value) async throws -> Value {
        do {
            return try await catalog.write(body)
        } catch CatalogError.diskFull(let file) {
            log.error("the disk is full", metadata: ["file": "\(file)"])
            throw ProjectError.diskFull
        }
    }
}

/// The programs and files that are not Katmai's own process.
package struct Programs: Hashable, Sendable {
    /// `katmai-trainer`.
    package var trainer: URL
    /// The bundle of weights that trainings of one label start from.
    package var base: URL
    /// The bundle of weights that trainings of several labels start from.
    package var baseOfKinds: URL
    /// `katmai-worker`; nil looks for it where `WorkerLaunch` does.
    package var worker: URL?

    package init(trainer: URL, base: URL, baseOfKinds: URL, worker: URL?) {
        self.trainer = trainer
        self.base = base
        self.baseOfKinds = baseOfKinds
        self.worker = worker
    }
}
