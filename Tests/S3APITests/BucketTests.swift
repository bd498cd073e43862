import HTTPTypes
import S3API
import Testing

@Test func `buckets are made, found, listed and removed`() async throws {
    let s3 = try await DoorFixture()
    let configuration = """
        <CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
          <LocationConstraint>eu-north-1</LocationConstraint>
        </CreateBucketConfiguration>
        """
    let made = try await s3.send(.put, "/wolves", text: configuration)
    #expect(made.status == 200)
    #expect(made.headers[.location] == "/wolves")
    #expect(try await s3.send(.head, "/wolves").headers[.amazonHeader("bucket-region")] == "eu-north-1")
    #expect(try await s3.send(.get, "/wolves?location").text.contains(">eu-north-1</LocationConstraint>"))
    let list = try await s3.send(.get, "/")
    #expect(list.elements("Name") == ["bears", "wolves"])
    #expect(list.element("CreationDate") == "2023-11-14T22:13:20.000Z")
    #expect(list.element("ID") == "111122223333")
    #expect(try await s3.send(.delete, "/wolves").status == 204)
    #expect(try await s3.send(.head, "/wolves").status == 404)
}

@Test func `the list of buckets has pages`() async throws {
    let s3 = try await DoorFixture()
    for name in ["ants", "apes"] { _ = try await s3.send(.put, "/\(name)") }
    let first = try await s3.send(.get, "/?max-buckets=2")
    #expect(first.elements("Name") == ["ants", "apes"])
    let token = try #require(first.element("ContinuationToken"))
    #expect(try await s3.send(.get, "/?continuation-token=\(token)").elements("Name") == ["bears"])
    #expect(try await s3.send(.get, "/?prefix=a").elements("Name") == ["ants", "apes"])
}

@Test func `a bucket made again is taken for done in the oldest region alone`() async throws {
    let s3 = try await DoorFixture()
    #expect(try await s3.send(.put, "/wolves").status == 200)
    #expect(try await s3.send(.put, "/wolves").status == 200)
    let region = "<LocationConstraint>eu-west-1</LocationConstraint>"
    let elsewhere = "<CreateBucketConfiguration>\(region)</CreateBucketConfiguration>"
    let again = try await s3.send(.put, "/bears", text: elsewhere)
    #expect(again.status == 409)
    #expect(again.element("Code") == "BucketAlreadyOwnedByYou")
}

@Test func `errors of buckets are S3's`() async throws {
    let s3 = try await DoorFixture()
    let bad = try await s3.send(.put, "/_")
    #expect(bad.status == 400)
    #expect(bad.element("Code") == "InvalidBucketName")
    let absent = try await s3.send(.get, "/wolves")
    #expect(absent.status == 404)
    #expect(absent.element("Code") == "NoSuchBucket")
    #expect(absent.element("BucketName") == "wolves")
    #expect(absent.element("Resource") == "/wolves")
    #expect(absent.element("RequestId") == "4442587FB7D0A2F9")
    #expect(absent.headers[.amazonHeader("request-id")] == "4442587FB7D0A2F9")
    #expect(absent.headers[.contentType] == "application/xml")
    _ = try await s3.send(.put, "/bears/a", text: "x")
    let full = try await s3.send(.delete, "/bears")
    #expect(full.status == 409)
    #expect(full.element("Code") == "BucketNotEmpty")
    #expect(try await s3.send(.post, "/").element("Code") == "MethodNotAllowed")
    #expect(try await s3.send(.put, "/wolves", text: "<oops").element("Code") == "MalformedXML")
    let open = try await s3.send(.put, "/wolves", [.amazonHeader("acl"): "public-read"])
    #expect(open.element("Code") == "AccessControlListNotSupported")
}

@Test func `what is not built is refused by name, and what never was is told so`() async throws {
    let s3 = try await DoorFixture()
    for query in ["acl", "policy", "lifecycle", "versions"] {
        let answer = try await s3.send(.get, "/bears?\(query)")
        #expect(answer.status == 501)
        #expect(answer.element("Code") == "NotImplemented")
    }
    #expect(try await s3.send(.get, "/bears?versioning").text.contains("<VersioningConfiguration"))
    _ = try await s3.send(.put, "/bears/a", text: "x")
    #expect(try await s3.send(.get, "/bears/a?tagging").element("TagSet")?.isEmpty == true)
}

@Test func `another owner than the one account is not there`() async throws {
    let s3 = try await DoorFixture()
    let owner = HTTPField.Name.amazonHeader("expected-bucket-owner")
    #expect(try await s3.send(.get, "/bears", [owner: "111122223333"]).status == 200)
    let other = try await s3.send(.get, "/bears", [owner: "999999999999"])
    #expect(other.status == 403)
    #expect(other.element("Code") == "AccessDenied")
}
