import AWSSignatureV4
import HummingbirdCore
import NIOCore

/// A request's content as it arrives, out of its encoding, and of just the length that was announced.
///
/// The client is told to go on when the first buffer is asked for, so that what is refused before is never sent.
struct ReceivedBody: AsyncSequence {
    typealias Element = ByteBuffer
    typealias Failure = any Error

    let body: RequestBody
    /// Takes the content out of its encoding; nil for content that comes as it is.
    let decoder: AWSChunkedDecoder?
    /// Of the content, in bytes; nil where it was not announced.
    let length: Int64?
    let progress: BodyProgress
    let proceed: @Sendable () async throws -> Void

    func makeAsyncIterator() -> Iterator { Iterator(self) }

    struct Iterator: AsyncIteratorProtocol {
        private var source: RequestBody.AsyncIterator
        private var decoder: AWSChunkedDecoder?
        private let length: Int64?
        private let progress: BodyProgress
        private let proceed: @Sendable () async throws -> Void
        private var received: Int64 = 0
        private var hasBegun = false

        fileprivate init(_ body: ReceivedBody) {
            source = body.body.makeAsyncIterator()
            decoder = body.decoder
            length = body.length
            progress = body.progress
            proceed = body.proceed
        }

        mutating func next() async throws -> ByteBuffer? {
            if !hasBegun {
                hasBegun = true
                progress.begin()
                try await proceed()
            }
            guard let buffer = try await nextContent() else {
                guard length == nil || received == length else { throw S3Error.incompleteBody }
                return nil
            }
            received += Int64(buffer.readableBytes)
            if let length, received > length { throw S3Error.incompleteBody }
            return buffer
        }

        private mutating func nextContent() async throws -> ByteBuffer? {
            while true {
                if let buffer = try decoder?.next() { return buffer }
                guard let buffer = try await source.next(isolation: #isolation) else {
                    guard decoder?.isDone ?? true else { throw S3Error.incompleteBody }
                    progress.end(trailer: decoder?.trailer ?? [:])
                    return nil
                }
                guard let isDone = decoder?.isDone else { return buffer }
                // Nothing may come behind the end.
                guard !isDone else { throw S3Error.malformedChunks }
                decoder?.append(buffer)
            }
        }
    }

    /// All of the content, which is refused when it is longer than `limit` bytes.
    func collect(limit: Int) async throws -> [UInt8] {
        if let length, length > limit { throw S3Error.messageTooLong }
        var bytes: [UInt8] = []
        for try await buffer in self {
            bytes += buffer.readableBytesView
            guard bytes.count <= limit else { throw S3Error.messageTooLong }
        }
        return bytes
    }
}
