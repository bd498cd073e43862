import Foundation
import Testing

@testable import ObjectStorage

@Test(arguments: ["abc", "my-bucket", "a.b.c", "123", String(repeating: "a", count: 63)])
func `a good bucket name`(_ name: String) {
    #expect(BucketName.isValid(name))
}

@Test(arguments: [
    "", "ab", "_", "My-bucket", "-abc", "abc-", ".abc", "a..b", "a_b", "192.168.5.4", "xn--a", "sthree-a",
    "a-s3alias", "a--ol-s3", "bär", "a b", String(repeating: "a", count: 64),
])
func `a bad bucket name`(_ name: String) {
    #expect(!BucketName.isValid(name))
}

@Test func `keys that look alike are not the same key`() {
    let composed = ObjectLocation(bucket: "b", key: "b\u{E4}r")
    let decomposed = ObjectLocation(bucket: "b", key: "ba\u{308}r")
    #expect(composed.key == decomposed.key, "to Swift they are one text")
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed]).count == 2)
}

@Test(arguments: [
    (0.0, "Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00.000Z"),
    (1_255_369_830, "Mon, 12 Oct 2009 17:50:30 GMT", "2009-10-12T17:50:30.000Z"),
    (951_782_399.005, "Mon, 28 Feb 2000 23:59:59 GMT", "2000-02-28T23:59:59.005Z"),
    (951_782_400.05, "Tue, 29 Feb 2000 00:00:00 GMT", "2000-02-29T00:00:00.050Z"),
    (4_102_444_799.5, "Thu, 31 Dec 2099 23:59:59 GMT", "2099-12-31T23:59:59.500Z"),
])
func `dates are written as HTTP and S3 write them`(_ seconds: Double, _ http: String, _ iso: String) throws {
    let time = UTCTime(Date(timeIntervalSince1970: seconds))
    #expect(time.http == http)
    #expect(time.iso8601 == iso)
    let read = try #require(UTCTime.date(http: http))
    #expect(read.timeIntervalSince1970 == seconds.rounded(.down))
    let exact = try #require(UTCTime.date(iso8601: iso))
    #expect(UTCTime(exact).iso8601 == iso)
}

@Test(arguments: ["", "yesterday", "Mon, 12 Okt 2009 17:50:30 GMT", "Mon, 12 Oct 2009 25:50:30 GMT"])
func `a date that makes no sense is none`(_ text: String) {
    #expect(UTCTime.date(http: text) == nil)
}

@Test(arguments: [
    "", "yesterday", "2009-10-12", "2009-10-12T17:50:30", "2009-10-12T17:50:30.Z", "2009-13-12T17:50:30Z",
    "2009-10-12T24:50:30Z", "2009-10-12T17:50Z", "2009-10-12T17:50:+1Z", "2009-10-12T17:50:30.0.0Z",
    "2009-10-12T17:50:30.000+02:00", "T", "Z", "TZ",
])
func `a date of a document that makes no sense is none`(_ text: String) {
    #expect(UTCTime.date(iso8601: text) == nil)
}

@Test func `every error says what it is about`() {
    let place = ObjectLocation(bucket: "bears", key: "otis.jpg")
    #expect("\(ObjectStorageError.noSuchKey(place))" == "there is no object s3://bears/otis.jpg")
    #expect("\(ObjectStorageError.keyTooLong(bytes: 1025))".contains("1025"))
    #expect("\(ObjectStorageError.newerIndex(path: "/k/objects.sqlite"))".contains("newer Katmai"))
}
