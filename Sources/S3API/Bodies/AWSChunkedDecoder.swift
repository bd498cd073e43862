import AWSSignatureV4
import Crypto
import Foundation
import NIOCore

/// Takes the content out of a body in the encoding `aws-chunked`, whatever pieces it arrives in.
///
///     10000;chunk-signature=ad80…\r\n
///     …65,536 bytes…\r\n
///     0;chunk-signature=b6c6…\r\n
///     x-amz-checksum-crc32c:sOO8/Q==\r\n
///     x-amz-trailer-signature:d81f…\r\n
///     \r\n
///
/// Signatures are there only in signed bodies, and the lines after the last chunk only where a trailer was announced. Bytes are
/// given out as they come, before their chunk's signature can be checked: who takes them must not use them before the end.
struct AWSChunkedDecoder {
    private enum State {
        /// Before a chunk's first line.
        case header
        case data(left: Int)
        /// Before the line break that ends a chunk.
        case chunkEnd
        /// After the last chunk.
        case trailer
        case done
    }

    /// The most bytes of a line; what comes without a line break is no such body.
    private static let longestLine = 8192
    private static let longestTrailer = 32

    private var state = State.header
    private var waiting = ByteBuffer()
    private var signatures: ChunkSignatures?
    private var chunkSignature = ""
    private var digest = SHA256()
    /// The trailer's lines, in the form that is signed.
    private var signedTrailer = ""
    private var trailerSignature: String?
    private let expectsTrailer: Bool
    /// What the trailer says, by names in lower case; whole when the decoder is done.
    private(set) var trailer: [String: String] = [:]

    /// - Parameters:
    ///   - signatures: the chain that the request's signature begins; nil for chunks without signatures.
    ///   - expectsTrailer: whether the request announced one.
    init(signatures: ChunkSignatures?, expectsTrailer: Bool) {
        self.signatures = signatures
        self.expectsTrailer = expectsTrailer
    }

    private var needsTrailerSignature: Bool { signatures != nil && expectsTrailer }

    /// Whether the end has been seen.
    var isDone: Bool {
        if case .done = state { return true }
        return false
    }

    /// Takes in what has arrived.
    mutating func append(_ buffer: ByteBuffer) {
        if waiting.readableBytes == 0 {
            waiting = buffer
        } else {
            waiting.writeImmutableBuffer(buffer)
        }
    }

    /// The next content; nil when more must arrive first, or all is done.
    mutating func next() throws -> ByteBuffer? {
        while true {
            switch state {
            case .header:
                guard let line = try nextLine() else { return nil }
                try begin(chunk: line)
            case .data(let left):
                guard let data = waiting.readSlice(length: min(left, waiting.readableBytes)),
                    data.readableBytes > 0
                else { return nil }
                if signatures != nil { data.withUnsafeReadableBytes { digest.update(bufferPointer: $0) } }
                let rest = left - data.readableBytes
                state = rest > 0 ? .data(left: rest) : .chunkEnd
                return data
            case .chunkEnd:
                guard let line = try nextLine() else { return nil }
                guard line.isEmpty else { throw S3Error.malformedChunks }
                try checkChunk()
                state = .header
            case .trailer:
                guard let line = try nextLine() else { return nil }
                guard line.isEmpty else {
                    try add(trailer: line)
                    continue
                }
                // Amazon's own example has an empty line before the trailer's signature as well.
                if needsTrailerSignature && trailerSignature == nil { continue }
                try checkTrailer()
                state = .done
            case .done:
                return nil
            }
        }
    }

    private mutating func begin(chunk line: String) throws {
        let parts = line.split(separator: ";", maxSplits: 1)
        guard let text = parts.first, let size = Int(text, radix: 16), size >= 0 else {
            throw S3Error.malformedChunks
        }
        let mark = "chunk-signature="
        if signatures != nil {
            guard parts.count == 2, parts[1].hasPrefix(mark) else { throw S3Error.malformedChunks }
            chunkSignature = String(parts[1].dropFirst(mark.count))
        }
        guard size > 0 else {
            try checkChunk()
            state = .trailer
            return
        }
        state = .data(left: size)
    }

    private mutating func checkChunk() throws {
        guard signatures != nil else { return }
        let text = Self.hexadecimal(digest.finalize())
        digest = SHA256()
        try signatures?.check(chunkSignature, chunkDigest: text)
    }

    private mutating func add(trailer line: String) throws {
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, trailer.count < Self.longestTrailer else { throw S3Error.malformedChunks }
        let name = parts[0].lowercased()
        let value = String(parts[1].drop { $0 == " " })
        if name == "x-amz-trailer-signature" {
            trailerSignature = value
        } else {
            trailer[name] = value
            signedTrailer += "\(name):\(value)\n"
        }
    }

    private mutating func checkTrailer() throws {
        guard needsTrailerSignature, let trailerSignature else { return }
        try signatures?.check(trailerSignature, trailer: signedTrailer)
    }

    /// The next line without its break; nil when it has not arrived whole.
    private mutating func nextLine() throws -> String? {
        let view = waiting.readableBytesView
        guard let end = view.firstIndex(of: UInt8(ascii: "\n")) else {
            guard view.count <= Self.longestLine else { throw S3Error.malformedChunks }
            return nil
        }
        let length = end - view.startIndex
        guard length <= Self.longestLine, let bytes = waiting.readBytes(length: length) else {
            throw S3Error.malformedChunks
        }
        waiting.moveReaderIndex(forwardBy: 1)
        let text = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes[...]
        guard let line = String(validating: text, as: UTF8.self) else { throw S3Error.malformedChunks }
        return line
    }

    private static func hexadecimal(_ digest: SHA256.Digest) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
