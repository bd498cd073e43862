import Foundation
import NIOCore
import ObjectStorage
import Testing

extension StoreFixture {
    /// Uploads parts and names them as their completer would.
    fileprivate func upload(_ texts: [Int: String], _ id: String, _ key: String) async throws -> [ChosenPart]
    {
        var chosen: [ChosenPart] = []
        for (number, text) in texts.sorted(by: { $0.key < $1.key }) {
            let part = try await store.uploadPart(
                number,
                of: id,
                to: place(key),
                body: BufferedBody(ByteBuffer(string: text))
            )
            chosen.append(ChosenPart(number: number, etag: part.etag, checksum: part.checksum?.value))
        }
        return chosen
    }
}

@Test func `parts become an object when they are completed, and not before`() async throws {
    let fixture = try await StoreFixture()
    let place = fixture.place("big")
    let upload = try await fixture.store.beginUpload(
        to: place,
        attributes: ObjectAttributes(contentType: "video/mp4")
    )
    let parts = try await fixture.upload([1: "brown ", 3: "bear", 7: "!"], upload.id, "big")
    #expect(await storageError { _ = try await fixture.store.info(place) } == .noSuchKey(place))
    let info = try await fixture.store.completeUpload(upload.id, to: place, parts: parts)
    #expect(info.size == 11)
    #expect(info.contentType == "video/mp4")
    // (printf 'brown '|md5sum; printf bear|md5sum; printf !|md5sum)|cut -c1-32|xxd -r -p|md5sum
    #expect(info.etag == "495ad9ae756190d86ef721a94448e141-3")
    #expect(try await fixture.read("big") == "brown bear!")
    #expect(try await fixture.read("big", 4..<8) == "n be")
    let opened = try await fixture.store.open(place)
    #expect(opened.parts.map(\.number) == [1, 3, 7])
    #expect(opened.parts.map(\.size) == [6, 4, 1])
    let gone = await storageError { _ = try await fixture.store.upload(upload.id, to: place) }
    #expect(gone == .noSuchUpload(upload.id))
}

@Test func `a reader of many parts reads on while they are replaced`() async throws {
    let fixture = try await StoreFixture()
    let place = fixture.place("big")
    let upload = try await fixture.store.beginUpload(to: place)
    let parts = try await fixture.upload([1: "brown ", 2: "bear"], upload.id, "big")
    _ = try await fixture.store.completeUpload(upload.id, to: place, parts: parts)
    do {
        let opened = try await fixture.store.open(place)
        try await fixture.store.delete(place)
        #expect(try await text(of: opened.body()) == "brown bear")
    }
    #expect(try fixture.contentCount() == 0, "it goes when the reader is done")
}

@Test func `the whole has the checksum that was planned`() async throws {
    let fixture = try await StoreFixture()
    let text = ["brown ", "bear"]
    for plan in [
        ChecksumPlan(algorithm: .crc64nvme, kind: .fullObject),
        ChecksumPlan(algorithm: .crc32, kind: .fullObject),
        ChecksumPlan(algorithm: .sha256, kind: .composite),
    ] {
        let place = fixture.place(plan.algorithm.rawValue)
        let upload = try await fixture.store.beginUpload(to: place, checksum: plan)
        let parts = try await fixture.upload([1: text[0], 2: text[1]], upload.id, place.key)
        let info = try await fixture.store.completeUpload(upload.id, to: place, parts: parts)
        let checksum = try #require(info.checksum)
        #expect(checksum.kind == plan.kind)
        if plan.kind == .fullObject {
            let whole = ContentSummary(of: Array(text.joined().utf8), [plan.algorithm], hashesPayload: false)
            #expect(checksum.value == whole.checksums[plan.algorithm])
        } else {
            #expect(checksum.value.hasSuffix("-2"))
        }
        #expect(try await fixture.store.info(place).checksum == checksum)
    }
}

@Test func `a choice of parts that makes no object is refused, and why`() async throws {
    let fixture = try await StoreFixture()
    let place = fixture.place("big")
    let upload = try await fixture.store.beginUpload(to: place)
    let parts = try await fixture.upload([1: "brown ", 2: "x", 3: "bear"], upload.id, "big")
    func complete(
        _ parts: [ChosenPart],
        _ expected: ExpectedWhole = ExpectedWhole()
    ) async -> ObjectStorageError? {
        await storageError {
            _ = try await fixture.store.completeUpload(
                upload.id,
                to: place,
                parts: parts,
                expecting: expected
            )
        }
    }
    #expect(await complete([]) == .partsOutOfOrder)
    #expect(await complete([parts[2], parts[0]]) == .partsOutOfOrder)
    #expect(await complete([parts[0], parts[0]]) == .partsOutOfOrder)
    #expect(await complete([ChosenPart(number: 1, etag: parts[2].etag)]) == .badPart(number: 1))
    #expect(await complete([ChosenPart(number: 9, etag: parts[0].etag)]) == .badPart(number: 9))
    #expect(await complete(parts) == .partTooSmall(number: 2, size: 1, minimum: 3))
    let short = await complete([parts[0]], ExpectedWhole(size: 7))
    #expect(short == .badCompletion(problem: "the parts have 6 bytes, not 7"))
    // The last may be small.
    #expect(await complete([parts[0], parts[1]]) == nil)
}

@Test func `part numbers go from 1 to 10,000`() async throws {
    let fixture = try await StoreFixture()
    let upload = try await fixture.store.beginUpload(to: fixture.place("x"))
    for number in [0, -1, 10_001] {
        let error = await storageError { _ = try await fixture.upload([number: "x"], upload.id, "x") }
        #expect(error == .badPartNumber(number))
    }
    _ = try await fixture.upload([1: "x", 10_000: "x"], upload.id, "x")
}

@Test func `a part can be sent again, and an aborted upload leaves nothing`() async throws {
    let fixture = try await StoreFixture()
    let place = fixture.place("big")
    let upload = try await fixture.store.beginUpload(to: place)
    _ = try await fixture.upload([1: "old", 2: "two"], upload.id, "big")
    let again = try await fixture.upload([1: "newer"], upload.id, "big")
    let parts = try await fixture.store.parts(of: upload.id, to: place)
    #expect(parts.map(\.size) == [5, 3])
    #expect(parts[0].etag == again[0].etag)
    #expect(try await fixture.store.parts(of: upload.id, to: place, after: 1).map(\.number) == [2])
    #expect(try fixture.contentCount() == 2)
    try await fixture.store.abortUpload(upload.id, to: place)
    #expect(try fixture.contentCount() == 0)
    let gone = await storageError { _ = try await fixture.upload([1: "x"], upload.id, "big") }
    #expect(gone == .noSuchUpload(upload.id))
}

@Test func `uploads are listed by key and aborted when they are old`() async throws {
    let fixture = try await StoreFixture()
    var ids: [String] = []
    for key in ["b", "a", "c/d"] {
        ids.append(try await fixture.store.beginUpload(to: fixture.place(key)).id)
    }
    let bucket = StoreFixture.bucket
    #expect(try await fixture.store.uploads(in: bucket).map(\.location.key) == ["a", "b", "c/d"])
    #expect(try await fixture.store.uploads(in: bucket, prefix: "c").map(\.id) == [ids[2]])
    let mark = UploadMark(key: "a", uploadID: nil)
    #expect(try await fixture.store.uploads(in: bucket, after: mark).map(\.location.key) == ["b", "c/d"])
    #expect(try await fixture.store.uploads(in: bucket, limit: 1).count == 2, "one more tells of more")
    #expect(
        try await fixture.store.abortUploads(begunBefore: Date(timeIntervalSince1970: 1_600_000_000)) == 0
    )
    #expect(
        try await fixture.store.abortUploads(begunBefore: Date(timeIntervalSince1970: 1_700_000_001)) == 3
    )
    #expect(try await fixture.store.uploads(in: bucket).isEmpty)
}
