extension RemoteBuckets {
    /// A bucket elsewhere was made there; the server's settings name it.
    package func ensureBucket(_ name: String, region: String) async throws {}

    /// Not done yet for buckets elsewhere: always throws.
    package func list(_ query: ListingQuery) async throws -> ListingPage {
        throw ObjectStorageError.refused(
            ObjectLocation(bucket: query.bucket, key: query.prefix),
            status: 501,
            code: "NotImplemented"
        )
    }
}
