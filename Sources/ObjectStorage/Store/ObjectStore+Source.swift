package import Foundation
import NIOCore

extension ObjectStore: ObjectSource {
    /// Reads an object into memory.
    package func bytes(_ location: ObjectLocation, limit: Int) async throws -> [UInt8] {
        let object = try await open(location)
        guard object.info.size <= limit else {
            throw ObjectStorageError.tooLarge(size: object.info.size, limit: Int64(limit))
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(object.info.size))
        for try await buffer in object.body() { bytes += buffer.readableBytesView }
        return bytes
    }

    /// Copies an object into a file.
    package func download(_ location: ObjectLocation, to file: URL) async throws -> ObjectInfo {
        let object = try await open(location)
        let download = FileDownload(to: file, name: makeName(), threads: contents.threads)
        try await download.write(object.body())
        return object.info
    }

    /// Writes an object from memory.
    package func put(
        _ bytes: [UInt8],
        at location: ObjectLocation,
        contentType: String?
    ) async throws -> ObjectInfo {
        let attributes = ObjectAttributes(contentType: contentType)
        return try await put(
            BufferedBody(ByteBuffer(bytes: bytes)),
            at: location,
            options: WriteOptions(attributes: attributes)
        )
    }

    /// Writes an object from a file.
    package func upload(
        _ file: URL,
        to location: ObjectLocation,
        contentType: String?
    ) async throws -> ObjectInfo {
        let body = try await FileBody.open(file, threads: contents.threads)
        let attributes = ObjectAttributes(contentType: contentType)
        return try await put(body, at: location, options: WriteOptions(attributes: attributes))
    }
}
