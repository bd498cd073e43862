package import FoundationEssentials

/// Takes frames out of a stream of bytes that arrives in pieces of any size.
///
/// A length over its limit is refused as soon as it is read, before memory is taken for it. After an error the stream has
/// no known place any more: the decoder must be thrown away.
package struct FrameDecoder: Sendable {
    /// The most bytes that a frame's parts may have.
    package struct Limits: Sendable {
        package var header: Int
        package var payload: Int

        /// By default a header of 16 MiB, which is some 80,000 detections, and an image file of 512 MiB.
        package init(header: Int = 16 << 20, payload: Int = 512 << 20) {
            self.header = header
            self.payload = payload
        }
    }

    private let limits: Limits
    private var waiting: [UInt8] = []
    /// Where in `waiting` the next frame begins: bytes are taken off the front once a frame is complete.
    private var start = 0

    package init(limits: Limits = Limits()) {
        self.limits = limits
    }

    /// Takes in what has arrived.
    package mutating func append(_ bytes: UnsafeRawBufferPointer) {
        if start > 0 {
            waiting.removeFirst(start)
            start = 0
        }
        waiting.append(contentsOf: bytes)
    }

    /// Takes in what has arrived.
    package mutating func append(_ bytes: some ContiguousBytes) {
        bytes.withUnsafeBytes { append($0) }
    }

    /// The next complete frame; nil when more bytes are needed.
    package mutating func next() throws(FrameError) -> Frame? {
        guard let header = length(at: 0), let payload = length(at: 4) else { return nil }
        guard header <= limits.header else {
            throw .headerTooLong(bytes: header, limit: limits.header)
        }
        guard payload <= limits.payload else {
            throw .payloadTooLong(bytes: payload, limit: limits.payload)
        }
        let headerStart = start + Frame.prefixLength
        let payloadStart = headerStart + header
        let end = payloadStart + payload
        guard waiting.count >= end else {
            waiting.reserveCapacity(end)
            return nil
        }
        start = end
        return Frame(
            header: Data(waiting[headerStart..<payloadStart]),
            payload: Data(waiting[payloadStart..<end])
        )
    }

    /// Call it when the stream has ended: bytes left over are an error.
    package func finish() throws(FrameError) {
        let left = waiting.count - start
        guard left == 0 else { throw .cutOff(bytes: left) }
    }

    private func length(at offset: Int) -> Int? {
        let place = start + offset
        guard waiting.count >= place + 4 else { return nil }
        return (0..<4).reduce(0) { $0 | Int(waiting[place + $1]) << (8 * $1) }
    }
}
