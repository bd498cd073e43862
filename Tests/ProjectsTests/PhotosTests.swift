import Annotations
import Catalog
import Foundation
import Imaging
import ObjectStorage
import Testing

@testable import Projects

@Test func `an image that is sent becomes an object and an unlabelled entry`() async throws {
    let home = try await TestHome()
    let (project, dataset) = try await home.makeEmptyProject()
    let bytes = try TestHome.picture(shade: 10)
    let outcome = try await home.useCases.photos.add(bytes, named: "trip/<img onerror>.png", to: dataset)
    guard case .added(let entry) = outcome else {
        Issue.record("\(outcome)")
        return
    }
    let hash = ContentHash.text(of: bytes)
    #expect(entry.name == "<img onerror>.png")
    #expect(entry.source == "s3://katmai-console-111122223333/cam/\(hash)/<img onerror>.png")
    #expect(entry.state == .unlabelled)
    #expect(entry.size == ImageSize(width: 400, height: 200))
    let picture = try await home.useCases.photos.picture(of: entry.id, in: project)
    #expect(picture == PictureFile(bytes: bytes, contentType: "image/png"))
    let thumbnail = try await home.useCases.photos.thumbnail(of: entry.id, in: project)
    #expect(thumbnail.contentType == "image/jpeg")
    let size = try ImageDecoder.size(of: Data(thumbnail.bytes), name: "thumbnail")
    #expect(size == ImageSize(width: 256, height: 128))
}

@Test func `the same content is one entry, whatever it is called and in whichever dataset`() async throws {
    let home = try await TestHome()
    let (project, dataset) = try await home.makeEmptyProject()
    let photos = home.useCases.photos
    let bytes = try TestHome.picture(shade: 10)
    let first = try await photos.add(bytes, named: "a.png", to: dataset)
    guard case .added(let entry) = first else {
        Issue.record("\(first)")
        return
    }
    #expect(try await photos.add(bytes, named: "b.png", to: dataset) == .known(entry: entry.id, in: .train))
    let test = try await home.useCases.datasets.create(.test, in: project, from: .nothing, tags: [:])
    #expect(try await photos.add(bytes, named: "c.png", to: test) == .known(entry: entry.id, in: .train))
    #expect(try await home.entries(of: dataset).count == 1)
    #expect(try await home.entries(of: test).isEmpty)
    let hash = ContentHash.text(of: bytes)
    let digests = [hash, String(repeating: "0", count: 64)]
    let known = try await photos.known(digests, in: project)
    #expect(known == Set([hash]))
    let (other, others) = try await home.makeEmptyProject("other")
    #expect(try await photos.known(digests, in: other).isEmpty)
    guard case .added = try await photos.add(bytes, named: "a.png", to: others) else {
        Issue.record("another project has images of its own")
        return
    }
}

@Test func `what is no image is refused and leaves nothing`() async throws {
    let home = try await TestHome()
    let (_, dataset) = try await home.makeEmptyProject()
    for bytes in [[], Array("GIF89a and more".utf8), Array(try TestHome.picture(shade: 1).prefix(40))] {
        await #expect(throws: ProjectError.self) {
            try await home.useCases.photos.add(bytes, named: "a.png", to: dataset)
        }
    }
    let good = try TestHome.picture(shade: 1)
    for name in ["", "/", ".."] {
        await #expect(throws: LabellingError.nameless(name)) {
            try await home.useCases.photos.add(good, named: name, to: dataset)
        }
    }
    #expect(try await home.entries(of: dataset).isEmpty)
    #expect(try await home.objects.buckets().map(\.name) == [TestHome.bucket])
}

@Test func `drawn pictures come with their boxes`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.photos.exampleProject(named: "example")
    let card = try await home.useCases.overviews.card(of: project)
    let train = try #require(card.train)
    #expect(card.test != nil)
    let box = Box(left: 10, top: 10, width: 50, height: 60)
    let bear = [BoxDraft(label: "bear", box: box)]
    _ = try await home.useCases.photos.add(
        try TestHome.picture(shade: 1),
        named: "1.png",
        to: train,
        boxes: bear
    )
    _ = try await home.useCases.photos.add(
        try TestHome.picture(shade: 2),
        named: "2.png",
        to: train,
        boxes: []
    )
    let entries = try await home.entries(of: train)
    #expect(entries.map(\.state) == [.labelled, .noObject])
    #expect(entries[0].boxes.map(\.box) == [box])
}

@Test func `images of a manifest are looked at in the background, broken ones once`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    try await home.putPicture("1")
    _ = try await home.put("no picture", at: "photos/2.png")
    let dataset = try await home.makeDataset(in: project, [line("1"), line("2")])
    #expect(try await home.entries(of: dataset).map(\.size) == [nil, nil])
    try await home.useCases.photoWork.lookAtAll()
    let entries = try await home.entries(of: dataset)
    #expect(entries.map(\.size) == [ImageSize(width: 128, height: 128), nil])
    let left = try await home.workshop.catalog.read { try $0.entriesNotLookedAt(after: 0, limit: 9) }
    #expect(left.isEmpty)
    // Looking is no change to the labels.
    #expect(entries.map(\.revision) == [1, 1])
    await #expect(throws: ProjectError.self) {
        try await home.useCases.photos.thumbnail(of: entries[1].id, in: project)
    }
}

@Test func `thumbnails of what is gone are swept, others stay`() async throws {
    let home = try await TestHome()
    let (_, dataset) = try await home.makeEmptyProject()
    let pictures = try [1, 2].map { try TestHome.picture(shade: $0) }
    for (number, picture) in pictures.enumerated() {
        _ = try await home.useCases.photos.add(picture, named: "\(number).png", to: dataset)
    }
    let files = pictures.map { home.workshop.home.thumbnail(ContentHash.text(of: $0)).path }
    #expect(files.allSatisfy { FileManager.default.fileExists(atPath: $0) })
    let first = try #require(try await home.entries(of: dataset).first)
    _ = try await home.useCases.labelling.delete(.ids([first.id]), from: dataset)
    try await home.useCases.photoWork.sweep()
    #expect(files.map { FileManager.default.fileExists(atPath: $0) } == [false, true])
}
