import AWSSignatureV4
import Catalog
import Foundation
import HTTPTypes
import NIOCore
import Testing

@testable import Server

private func request(_ host: String, _ fields: HTTPFields = [:]) -> HTTPRequest {
    HTTPRequest(method: .get, scheme: "http", authority: host, path: "/_/usage", headerFields: fields)
}

private let date = Date(timeIntervalSince1970: 1_700_000_000)

@Test(arguments: [
    ("127.0.0.1", "127.0.0.1:8080", true), ("::1", "[::1]:8080", true), ("127.0.0.1", "localhost", true),
    ("::ffff:127.0.0.1", "localhost:80", true), ("192.0.2.7", "127.0.0.1:8080", false),
    ("127.0.0.1", "katmai.example.org", false), ("127.0.0.1", "127.0.0.1.example.org", false),
])
func `who comes by loopback to a loopback host sits at this machine`(
    _ address: String,
    _ host: String,
    _ isLocal: Bool
) throws {
    let address = try SocketAddress(ipAddress: address, port: 50_000)
    #expect(Acquaintance.isLocal(request(host), from: address) == isLocal)
}

@Test func `a stranger is known by a good signature alone`() async throws {
    let folder = try Folder()
    let catalog = try CatalogDatabase(at: folder.url.appending(path: "katmai.sqlite"))
    let keys = try await AccessKeyRing(catalog) { date }
    let acquaintance = Acquaintance(keys: keys) { date }
    let host = "katmai.example.org"
    #expect(try await !acquaintance.isKnown(request(host), from: nil))
    #expect(try await !acquaintance.isKnown(request(host, [.authorization: "Basic YTpi"]), from: nil))
    let key = try #require(try await keys.all().first)
    for (service, secret) in [("rekognition", key.secret), ("s3", key.secret), ("rekognition", "another")] {
        let signer = RequestSigner(
            Credential(accessKeyID: key.id, secret: secret),
            region: "us-east-1",
            service: service
        )
        let headers = signer.headers(
            for: RequestHead(method: "GET", path: "/_/usage", headers: [RequestHead.Header("host", host)]),
            payload: Payload(of: Data()),
            date: date
        )
        var fields = HTTPFields()
        for header in headers { fields[try #require(HTTPField.Name(header.name))] = header.value }
        if secret == key.secret {
            #expect(try await acquaintance.isKnown(request(host, fields), from: nil))
        } else {
            await #expect(throws: SignatureError.self) {
                try await acquaintance.isKnown(request(host, fields), from: nil)
            }
        }
    }
}

@Test func `where signatures are not checked everybody is known`() async throws {
    let acquaintance = Acquaintance(keys: nil) { date }
    #expect(try await acquaintance.isKnown(request("localhost"), from: nil))
}
