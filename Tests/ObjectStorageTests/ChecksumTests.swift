import AWSSignatureV4
import Foundation
import Testing

@testable import ObjectStorage

/// Published check values: of the catalogue of parametrised CRC algorithms, and of `sha1sum` and `sha256sum`.
private let published: [(ChecksumAlgorithm, String)] = [
    (.crc32, "cbf43926"), (.crc32c, "e3069283"), (.crc64nvme, "ae8b14860a799888"),
    (.sha1, "f7c3bc1d808e04732adf679965ccc34ca7ae3441"),
    (.sha256, "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"),
]

private func base64(_ hexadecimal: String) throws -> String {
    Data(try #require(Hexadecimal.bytes(hexadecimal))).base64EncodedString()
}

private func digest(_ text: String, _ algorithm: ChecksumAlgorithm, pieces: Int = 1) -> String {
    var digest = ChecksumDigest(algorithm)
    let bytes = Array(text.utf8)
    let size = max(1, bytes.count / pieces)
    for start in stride(from: 0, to: bytes.count, by: size) {
        bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { digest.update($0) }
    }
    return digest.base64
}

@Test(arguments: published)
func `checksums are those that others compute`(_ algorithm: ChecksumAlgorithm, _ value: String) throws {
    let expected = try base64(value)
    #expect(digest("123456789", algorithm) == expected)
    #expect(Checksum(algorithm: algorithm, value: digest("123456789", algorithm)).isWellFormed)
}

@Test(arguments: ChecksumAlgorithm.allCases, [2, 3, 7, 40])
func `a checksum does not depend on the pieces that content comes in`(
    _ algorithm: ChecksumAlgorithm,
    _ pieces: Int
) {
    let text = String(repeating: "brown bear, ", count: 20)
    #expect(digest(text, algorithm, pieces: pieces) == digest(text, algorithm))
}

@Test(arguments: [ChecksumAlgorithm.crc32, .crc32c, .crc64nvme])
func `the checks of parts give the check of the whole`(_ algorithm: ChecksumAlgorithm) {
    let texts = ["a bear", "", "another bear, much larger", "x"]
    let parts = texts.map { PartChecksums.Part(value: digest($0, algorithm), size: Int64($0.utf8.count)) }
    let whole = PartChecksums.whole(parts, algorithm, .fullObject)
    #expect(whole == Checksum(algorithm: algorithm, value: digest(texts.joined(), algorithm)))
}

@Test func `a composite checksum is of the parts' values, and tells their number`() throws {
    let parts = [1, 2].map { _ in PartChecksums.Part(value: digest("123456789", .sha256), size: 9) }
    let whole = try #require(PartChecksums.whole(parts, .sha256, .composite))
    var twice = ChecksumDigest(.sha256)
    let value = try #require(Data(base64Encoded: parts[0].value))
    (value + value).withUnsafeBytes { twice.update($0) }
    #expect(whole.value == twice.base64 + "-2")
    #expect(whole.kind == .composite)
    #expect(PartChecksums.whole([PartChecksums.Part(value: "", size: 0)], .sha256, .composite) == nil)
}

@Test func `which checksums an upload can have`() {
    #expect(ChecksumAlgorithm.crc64nvme.usualKind == .fullObject)
    #expect(ChecksumAlgorithm.crc32.usualKind == .composite)
    #expect(!ChecksumAlgorithm.crc64nvme.allows(.composite))
    #expect(!ChecksumAlgorithm.sha1.allows(.fullObject))
    #expect(ChecksumAlgorithm.crc32c.allows(.fullObject))
}

@Test(arguments: ["", "AAAA", "not base64", "AAAAAAAA"])
func `a checksum of another length than its algorithm's makes no sense`(_ value: String) {
    #expect(!Checksum(algorithm: .crc32, value: value).isWellFormed)
}

@Test func `a summary tells size, MD5 and what else was asked for`() {
    let summary = ContentSummary(of: Array("bear".utf8), [.crc32], hashesPayload: true)
    #expect(summary.size == 4)
    // printf bear | md5sum
    #expect(summary.etag == "893b56e3cfe153fb770a120b83bac20c")
    #expect(summary.payloadDigest?.count == 64)
    #expect(summary.checksums.keys.map(\.rawValue) == ["CRC32"])
    #expect(ContentSummary(of: [], [], hashesPayload: false).payloadDigest == nil)
}
