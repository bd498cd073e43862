import Catalog
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import ModelBundles
import NIOCore
import Projects

/// A version's bundle to take along.
struct DownloadHandlers: Sendable {
    let desk: Desk

    func tar(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (version, files) = try await files(context)
        let body = ResponseBody { writer in
            for member in files.members {
                let bytes = try Data(contentsOf: member.url)
                let header = try TarArchive.header(
                    of: member.path,
                    size: bytes.count,
                    modified: files.modified
                )
                try await writer.write(ByteBuffer(bytes: header))
                try await writer.write(ByteBuffer(bytes: bytes))
                try await writer.write(ByteBuffer(bytes: TarArchive.padding(after: bytes.count)))
            }
            try await writer.write(ByteBuffer(bytes: TarArchive.end))
            try await writer.finish(nil)
        }
        return Self.answer(body, "application/x-tar", "\(version.name).katmai.tar")
    }

    func zip(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (version, files) = try await files(context)
        let body = ResponseBody { writer in
            var archive = ZipArchive(modified: files.modified)
            for member in files.members {
                let bytes = [UInt8](try Data(contentsOf: member.url))
                try await writer.write(ByteBuffer(bytes: try archive.add(bytes, at: member.path)))
            }
            try await writer.write(ByteBuffer(bytes: try archive.end()))
            try await writer.finish(nil)
        }
        return Self.answer(body, "application/zip", "\(version.name).katmai.zip")
    }

    func onnx(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let version = try await desk.version(context)
        let folder = try await desk.useCases.overviews.bundleFolder(of: version)
        let bytes = try Data(contentsOf: folder.appending(path: ModelBundle.graphPath))
        return Self.answer(
            ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)),
            "application/octet-stream",
            "\(version.name).onnx"
        )
    }

    private func files(_ context: SignedInContext) async throws -> (VersionReference, BundleFiles) {
        let version = try await desk.version(context)
        let folder = try await desk.useCases.overviews.bundleFolder(of: version)
        let name = "\(version.name.prefix(100)).katmai"
        let modified = Date(milliseconds: version.number)
        return (version, try BundleFiles(folder, named: name, modified: modified))
    }

    /// Names of versions have no character that would mean something in the header.
    private static func answer(_ body: ResponseBody, _ type: String, _ name: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: type, .contentDisposition: "attachment; filename=\"\(name)\""],
            body: body
        )
    }
}
