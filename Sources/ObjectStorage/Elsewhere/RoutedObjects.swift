package import Foundation

/// Objects bucket by bucket: those of configured buckets lie elsewhere, all others in the embedded store.
package struct RoutedObjects: ObjectSource {
    private let remote: RemoteBuckets
    private let embedded: ObjectStore

    package init(remote: RemoteBuckets, embedded: ObjectStore) {
        self.remote = remote
        self.embedded = embedded
    }

    private func source(of location: ObjectLocation) -> any ObjectSource {
        source(ofBucket: location.bucket)
    }

    private func source(ofBucket name: String) -> any ObjectSource {
        if remote.serves(name) { return remote }
        return embedded
    }

    /// Asks the place where the bucket is.
    package func info(_ location: ObjectLocation) async throws -> ObjectInfo {
        try await source(of: location).info(location)
    }

    /// Asks the place where the bucket is.
    package func bytes(_ location: ObjectLocation, limit: Int) async throws -> [UInt8] {
        try await source(of: location).bytes(location, limit: limit)
    }

    /// Asks the place where the bucket is.
    package func download(_ location: ObjectLocation, to file: URL) async throws -> ObjectInfo {
        try await source(of: location).download(location, to: file)
    }

    /// Writes to the place where the bucket is.
    package func put(
        _ bytes: [UInt8],
        at location: ObjectLocation,
        contentType: String?
    ) async throws -> ObjectInfo {
        try await source(of: location).put(bytes, at: location, contentType: contentType)
    }

    /// Writes to the place where the bucket is.
    package func upload(
        _ file: URL,
        to location: ObjectLocation,
        contentType: String?
    ) async throws -> ObjectInfo {
        try await source(of: location).upload(file, to: location, contentType: contentType)
    }

    /// Asks the place where the bucket is.
    package func ensureBucket(_ name: String, region: String) async throws {
        try await source(ofBucket: name).ensureBucket(name, region: region)
    }

    /// Asks the place where the bucket is.
    package func list(_ query: ListingQuery) async throws -> ListingPage {
        try await source(ofBucket: query.bucket).list(query)
    }
}
