import AWSSignatureV4
import Catalog
import FoundationEssentials
import Testing

import struct JSONText.JSONReader

@testable import RekognitionAPI

/// What tests share: one account, one key, one moment, and the names of things.
enum Sample {
    static let account = Account(
        id: "111122223333",
        region: "us-east-1",
        secret: Array(repeating: 7, count: 32)
    )
    static let credential = Credential(accessKeyID: "AKIAEXAMPLE", secret: "a secret that nobody else has")
    static let date = Date(timeIntervalSince1970: 1_690_405_809.285)

    static let project = ProjectReference(name: "bears", number: 1_690_405_809_285)
    static let dataset = DatasetReference(project: "bears", type: .train, number: 1_690_405_809_286)
    static let version = VersionReference(project: "bears", name: "v1", number: 1_690_405_809_287)

    static let projectARN = account.arn(of: project)
    static let datasetARN = account.arn(of: dataset)
    static let testDatasetARN = account.arn(
        of: DatasetReference(project: "bears", type: .test, number: 1_690_405_809_288)
    )
    static let versionARN = account.arn(of: version)
}

/// Keeps the sample's key alone.
struct OneKey: AccessKeys {
    func secret(of accessKeyID: String) async throws -> String? {
        accessKeyID == Sample.credential.accessKeyID ? Sample.credential.secret : nil
    }
}

/// Reads a JSON text; for texts that tests hold.
func json(_ text: String) throws -> JSONValue {
    let bytes = Array(text.utf8)
    return JSONValue(try JSONReader.value(in: bytes, range: bytes.indices))
}

/// Expects that an answer is this JSON on the wire, in whatever order.
func expectWire(
    _ answer: some Encodable,
    _ text: String,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    #expect(try json(wire(answer)) == json(text), sourceLocation: sourceLocation)
}

/// What an answer is on the wire.
func wire(_ answer: some Encodable) throws -> String {
    String(decoding: try JSONDocument.data(of: answer), as: UTF8.self)
}

/// Reads an operation's input from a JSON text.
func input<Asked: RekognitionOperation>(_ operation: Asked.Type, _ text: String) throws -> Asked {
    try Asked(try JSONDocument.members(of: Array(text.utf8)))
}

/// The error that an operation's input is refused with; nil where it is taken.
func refusal(of operation: any RekognitionOperation.Type, _ text: String) -> RekognitionError? {
    do throws(RekognitionError) {
        _ = try operation.init(try JSONDocument.members(of: Array(text.utf8)))
        return nil
    } catch {
        return error
    }
}
