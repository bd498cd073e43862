extension ObjectStore {
    /// All buckets, by name.
    package func buckets() async throws -> [Bucket] {
        try await index.read { try BucketTable.all(in: $0) }
    }

    /// A bucket; one that is not there is an error.
    package func bucket(_ name: String) async throws -> Bucket {
        try await index.read { try BucketTable.find(name, in: $0) }
    }

    /// Makes a bucket; one that is there already is an error.
    package func createBucket(_ name: String, region: String) async throws -> Bucket {
        guard BucketName.isValid(name) else { throw ObjectStorageError.badBucketName(name) }
        let bucket = Bucket(name: name, region: region, created: now())
        try await index.write { try BucketTable.insert(bucket, in: $0) }
        return bucket
    }

    /// Makes a bucket where there is none of this name.
    package func ensureBucket(_ name: String, region: String) async throws {
        do {
            _ = try await createBucket(name, region: region)
        } catch ObjectStorageError.bucketExists(_) {
            // What is wanted.
        }
    }

    /// Removes a bucket that holds no objects; uploads begun in it are aborted.
    package func deleteBucket(_ name: String) async throws {
        let free = try await index.write { try BucketTable.remove(name, in: $0) }
        try await contents.remove(free)
    }

    /// One page of a bucket's keys, in byte order.
    package func list(_ query: ListingQuery) async throws -> ListingPage {
        try await index.read { try KeyListing(query).page(in: $0) }
    }
}
