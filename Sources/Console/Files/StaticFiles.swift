import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// The console's own scripts, styles and pictures, read once as the server starts.
struct StaticFiles: Sendable {
    private struct File: Sendable {
        let body: ByteBuffer
        let contentType: String
        let tag: String
    }

    private let files: [String: File]

    /// What else is given out, by file extension; anything else in the folder is not.
    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "png": "image/png", "ico": "image/x-icon", "woff2": "font/woff2", "json": "application/json",
    ]

    /// Reads all files of a folder and the folders in it.
    init(folder: URL) throws {
        var files: [String: File] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            let url = folder.appending(path: path)
            guard let type = Self.types[url.pathExtension] else { continue }
            let bytes = try Data(contentsOf: url)
            let digest = SHA256.hash(data: bytes).prefix(12).map { String($0, radix: 16) }.joined()
            files[path] = File(body: ByteBuffer(bytes: bytes), contentType: type, tag: "\"\(digest)\"")
        }
        self.files = files
    }

    /// The answer to who asks for a file; browsers ask again each time, and mostly hear that it is still the same.
    func answer(_ path: String, _ request: Request) throws -> Response {
        guard let file = files[path] else { throw ConsoleError.notFound("There is no file \(path).") }
        let headers: HTTPFields = [
            .contentType: file.contentType, .eTag: file.tag, .cacheControl: "no-cache",
        ]
        let known = request.headers[.ifNoneMatch]?.split(separator: ",").map { $0.trimmingPrefix(" ") } ?? []
        if known.contains(where: { $0 == file.tag || $0 == "W/" + file.tag }) {
            return Response(status: .notModified, headers: headers)
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: file.body))
    }
}
