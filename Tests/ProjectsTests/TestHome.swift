import Annotations
import Catalog
import Foundation
import Imaging
import Logging
import ObjectStorage
import TrainingRuns

@testable import Projects

/// A home with an empty bucket `bears`, gone with its test; nothing works in the background unless a test lets it.
final class TestHome: Sendable {
    static let bucket = "bears"

    let folder: URL
    let objects: ObjectStore
    let workshop: Workshop
    let useCases: UseCases

    /// A home in which `limits` bind; `trainer` is the text of a shell script that takes the trainer's place.
    ///
    /// Workers are the real ones with `hasWorker`, else there are none.
    init(
        limits: Limits = .own,
        trainer: String = "exit 9",
        hasWorker: Bool = false,
        serving: ServingSettings = ServingSettings()
    ) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "katmai-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        objects = try ObjectStore(home: folder)
        _ = try await objects.createBucket(Self.bucket, region: "us-east-1")
        let script = folder.appending(path: "trainer.sh")
        try Data("#!/bin/sh\n\(trainer)\n".utf8).write(to: script)
        chmod(script.path, 0o700)
        workshop = Workshop(
            account: Account(id: "111122223333", region: "us-east-1", secret: []),
            catalog: try CatalogDatabase(at: folder.appending(path: "katmai.sqlite")),
            objects: objects,
            limits: limits,
            home: HomeFolders(home: folder),
            programs: Programs(
                trainer: script,
                base: folder.appending(path: "base.katmai"),
                baseOfKinds: folder.appending(path: "base-kinds.katmai"),
                worker: hasWorker ? nil : folder.appending(path: "no-worker")
            ),
            now: { Date(timeIntervalSince1970: 1_690_556_751.958) },
            images: try StagedObjects(
                folder: folder.appending(path: "cache/images"),
                limit: 1 << 30,
                source: objects
            ),
            failpoint: Failpoint(),
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        useCases = UseCases(
            workshop: workshop,
            settings: TrainingSettings(),
            concurrentTrainings: 1,
            serving: serving
        )
    }

    deinit {
        // The system's temporary folder is cleared anyway.
        try? FileManager.default.removeItem(at: folder)
    }

    /// Puts a text where `s3://bears/<key>` is.
    func put(_ text: String, at key: String) async throws -> ObjectLocation {
        let location = ObjectLocation(bucket: Self.bucket, key: key)
        _ = try await objects.put(Array(text.utf8), at: location, contentType: nil)
        return location
    }

    /// Puts a grey picture of 128 x 128 pixels where the sample lines expect it.
    func putPicture(_ name: String) async throws {
        let size = ImageSize(width: 128, height: 128)
        let png = try ImageEncoder.png(.filled(Colour(red: 90, green: 90, blue: 90), size: size))
        let location = ObjectLocation(bucket: Self.bucket, key: "photos/\(name).png")
        _ = try await objects.put([UInt8](png), at: location, contentType: "image/png")
    }

    func text(at location: ObjectLocation) async throws -> String {
        String(decoding: try await objects.bytes(location, limit: 1 << 20), as: UTF8.self)
    }

    /// Does what waits for datasets, as the background would.
    func workOnDatasets() async throws {
        for dataset in try await workshop.catalog.read({ try $0.datasetsWithTasks() }) {
            try await DatasetJob(workshop: workshop, dataset: dataset).run()
        }
    }

    /// A dataset made of these lines.
    func makeDataset(
        _ type: DatasetType = .train,
        in project: ProjectReference,
        _ lines: [String]
    ) async throws -> DatasetReference {
        let manifest = try await put(lines.map { $0 + "\n" }.joined(), at: "\(type.rawValue).manifest")
        let dataset = try await useCases.datasets.create(
            type,
            in: project,
            from: .manifest(manifest),
            tags: [:]
        )
        try await workOnDatasets()
        return dataset
    }

    /// The sources of a dataset's entries, without `s3://bears/photos/` and `.png`.
    func names(in dataset: DatasetReference, _ filter: EntryFilter = EntryFilter()) async throws -> [String] {
        let page = try await useCases.entries.page(of: dataset, matching: filter, PageRequest(size: 100))
        return page.elements.compactMap { line in
            line.firstMatch(of: #/photos/(.*?)\.png/#).map { String($0.1) }
        }
    }
}

/// A line with one box for each label.
func line(_ name: String, _ labels: [String] = ["bear"], extra: String = "") -> String {
    let boxes = labels.indices.map { #"{"class_id":\#($0),"left":10,"top":20,"width":30,"height":40}"# }
    let classes = labels.enumerated().map { "\"\($0)\":\"\($1)\"" }
    let objects = labels.map { _ in #"{"confidence":1}"# }
    return #"{"source-ref":"s3://bears/photos/\#(name).png","BB":{"image_size":[{"width":128,"height":128,"#
        + #""depth":3}],"annotations":[\#(boxes.joined(separator: ","))]},"BB-metadata":{"objects":["#
        + objects.joined(separator: ",") + #"],"class-map":{\#(classes.joined(separator: ","))},"#
        + #""type":"groundtruth/object-detection","human-annotated":"yes","#
        + #""creation-date":"2013-11-18T02:53:27","job-name":"job"}\#(extra)}"#
}

/// A line that labels its image as a whole.
func imageLine(_ name: String, _ label: String) -> String {
    #"{"source-ref":"s3://bears/photos/\#(name).png","\#(label)":1,"\#(label)-metadata":{"confidence":1,"#
        + #""job-name":"labeling-job/\#(label)","class-name":"\#(label)","human-annotated":"yes","#
        + #""creation-date":"2020-03-06T17:46:39.176","type":"groundtruth/image-classification"}}"#
}
