import Foundation
import Testing

@testable import ObjectStorage

/// A page in the layout that Amazon documents, with what it tells besides.
private let page = """
    <?xml version="1.0" encoding="UTF-8"?>
    <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
      <Name>bears</Name><Prefix>photos%2F</Prefix><KeyCount>3</KeyCount><MaxKeys>1000</MaxKeys>
      <EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>
      <NextContinuationToken>1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=</NextContinuationToken>
      <Contents>
        <Key>photos/a+b%2B%26%C3%BC.jpg</Key><LastModified>2009-10-12T17:50:30.000Z</LastModified>
        <ETag>&quot;fba9dede5f27731c9771645a39863328&quot;</ETag><Size>434234</Size>
        <ChecksumAlgorithm>CRC32</ChecksumAlgorithm><ChecksumAlgorithm>SHA1</ChecksumAlgorithm>
        <Owner><ID>7</ID><DisplayName>otis</DisplayName></Owner><StorageClass>GLACIER_IR</StorageClass>
        <RestoreStatus><IsRestoreInProgress>false</IsRestoreInProgress></RestoreStatus>
      </Contents>
      <Contents>
        <Key>photos/z.jpg</Key><LastModified>2009-10-12T17:50:31Z</LastModified>
        <ETag><![CDATA["e"]]></ETag><Size>0</Size>
      </Contents>
      <CommonPrefixes><Prefix>photos/more/</Prefix></CommonPrefixes>
    </ListBucketResult>
    """

private let photos = ListingQuery(bucket: "bears", prefix: "photos/", delimiter: "/")

private func read(_ text: String, _ query: ListingQuery = photos) throws -> ListingPage {
    try RemoteListing.page(of: Array(text.utf8), query)
}

@Test func `a page of an endpoint elsewhere is read`() throws {
    let listed = try read(page)
    #expect(listed.objects.map(\.key) == ["photos/a b+&ü.jpg", "photos/z.jpg"])
    #expect(listed.objects.map(\.size) == [434_234, 0])
    #expect(listed.objects.map(\.etag) == ["fba9dede5f27731c9771645a39863328", "e"])
    #expect(listed.objects.map(\.storageClass) == ["GLACIER_IR", "STANDARD"])
    #expect(listed.objects.map(\.lastModified.timeIntervalSince1970) == [1_255_369_830, 1_255_369_831])
    #expect(listed.commonPrefixes == ["photos/more/"])
    #expect(listed.isTruncated)
    #expect(listed.last == "photos/z.jpg")
}

@Test func `keys that nobody has encoded stay as they are`() throws {
    let plain = page.replacing("<EncodingType>url</EncodingType>", with: "")
    #expect(try read(plain).objects.first?.key == "photos/a+b%2B%26%C3%BC.jpg")
}

@Test func `an endpoint is asked for the next page by its own token`() throws {
    #expect(
        RemoteBuckets.parameters(of: ListingQuery(bucket: "bears", after: "a b"))
            == "list-type=2&encoding-type=url&max-keys=1000&start-after=a%20b"
    )
    let next = try #require(photos.following(try read(page)))
    #expect(
        RemoteBuckets.parameters(of: next)
            == "list-type=2&encoding-type=url&max-keys=1000&prefix=photos%2F&delimiter=%2F"
            + "&continuation-token=1ueGcxLPRx1Tr%2FXYExHnhbYLgveDs2J%2Fwm36Hy4vbOwM%3D"
    )
    let whole = page.replacing("<IsTruncated>true<", with: "<IsTruncated>false<")
    #expect(next.following(try read(whole, next)) == nil)
    // A page may be empty though there is more.
    let none = """
        <ListBucketResult><IsTruncated>true</IsTruncated>\
        <NextContinuationToken>t</NextContinuationToken></ListBucketResult>
        """
    #expect(photos.following(try read(none)) != nil)
    #expect(throws: ObjectStorageError.badListing(bucket: "bears", problem: "the token of the page before")) {
        try read(page, next)
    }
}

@Test(arguments: [
    ("https://s3.example", RemoteBucket.Style.path, "/bears"), ("https://s3.example/", .virtual, "/"),
    ("https://example/s3", .path, "/s3/bears"), ("https://example/s3/", .virtual, "/s3/"),
])
func `a bucket is asked for itself without a key`(
    _ endpoint: String,
    _ style: RemoteBucket.Style,
    _ path: String
) throws {
    let bucket = RemoteBucket(
        endpoint: try #require(URL(string: endpoint)),
        region: "us-east-1",
        credential: nil,
        style: style
    )
    #expect(bucket.path(toBucket: "bears") == path)
}

/// What is put in the place of a part of the page, and the problem then.
private let faults: [(String, String, String)] = [
    ("</ListBucketResult>", "", "what is no XML"),
    ("ListBucketResult", "html", "a document html"),
    ("<ListBucketResult", "<!DOCTYPE a><ListBucketResult", "document type"),
    ("<Name>", "<Name>\u{0}", "not UTF-8"),
    ("<Owner>", "<a><b><c><d><e><f><g></g></f></e></d></c></b></a><Owner>", "levels"),
    ("<EncodingType>url", "<EncodingType>base64", "encoding base64"),
    ("<IsTruncated>true</IsTruncated>", "", "IsTruncated is missing"),
    ("<IsTruncated>true", "<IsTruncated>maybe", "IsTruncated is maybe"),
    ("1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=", "", "no NextContinuationToken"),
    ("<Key>photos/z.jpg</Key>", "", "without Key"),
    ("<Key>photos/z.jpg</Key>", "<Key>photos/z.jpg</Key><Key>photos/z.jpg</Key>", "more than one Key"),
    ("photos/z.jpg", "photos/%zz.jpg", "not encoded"),
    ("photos/z.jpg", "photos/%C3", "not encoded"),
    ("photos/z.jpg", "other/z.jpg", "does not begin with photos/"),
    ("photos/more/", "more/", "does not begin with photos/"),
    ("<Size>0<", "<Size>-1<", "size -1"),
    ("<Size>0</Size>", "", "size missing"),
    ("2009-10-12T17:50:31Z", "yesterday", "date yesterday"),
    ("<ETag><![CDATA[\"e\"]]></ETag>", "", "no ETag"),
]

@Test(arguments: faults)
func `what is no page of a listing is told`(_ part: String, _ other: String, _ problem: String) throws {
    let fault = page.replacing(part, with: other)
    #expect(fault != page)
    let error = #expect(throws: ObjectStorageError.self) { try read(fault) }
    guard case .badListing("bears", let found) = error else {
        Issue.record("\(String(describing: error))")
        return
    }
    #expect(found.contains(problem), "\(found)")
}

@Test func `errors of a listing name the bucket and what was answered`() {
    let denied = ObjectStorageError.listingDenied(bucket: "bears", status: 403, code: "AccessDenied")
    #expect(
        "\(denied)" == "the bucket bears may not be listed (its endpoint answered 403 AccessDenied): "
            + "the access key in its settings has to be right, and to be allowed s3:ListBucket"
    )
    let refused = ObjectStorageError.listingRefused(bucket: "bears", status: 503, code: "SlowDown")
    #expect("\(refused)" == "the bucket bears cannot be listed: its endpoint answered 503 SlowDown")
}
