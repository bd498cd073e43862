package import Foundation

/// A place of objects that are read and written whole: the embedded store or an endpoint elsewhere.
///
/// Everything throws `ObjectStorageError`, or `CancellationError` when the task is cancelled.
package protocol ObjectSource: Sendable {
    /// What is known of an object, without its content.
    func info(_ location: ObjectLocation) async throws -> ObjectInfo

    /// The content, which is refused where it is longer than `limit` bytes.
    func bytes(_ location: ObjectLocation, limit: Int) async throws -> [UInt8]

    /// Streams the content into a file, which appears, or is replaced, only when whole.
    func download(_ location: ObjectLocation, to file: URL) async throws -> ObjectInfo

    /// Writes an object, or replaces it; when this returns it is on the disk.
    func put(_ bytes: [UInt8], at location: ObjectLocation, contentType: String?) async throws -> ObjectInfo

    /// Streams a file into an object, whole or not at all.
    func upload(_ file: URL, to location: ObjectLocation, contentType: String?) async throws -> ObjectInfo

    /// Makes a bucket where there is none of this name; one elsewhere is as it is.
    func ensureBucket(_ name: String, region: String) async throws

    /// One page of a bucket's keys, in byte order; `ListingQuery.following` asks for the next.
    func list(_ query: ListingQuery) async throws -> ListingPage
}
