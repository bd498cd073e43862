package import FoundationEssentials

/// One message on a worker's standard streams: a JSON header and raw bytes.
///
/// On the wire: the header's length and the payload's length as 32-bit little-endian numbers, then both.
package struct Frame: Hashable, Sendable {
    /// JSON.
    package var header: Data
    /// An image's bytes as its file holds them; empty in answers.
    package var payload: Data

    package init(header: Data, payload: Data = Data()) {
        self.header = header
        self.payload = payload
    }

    /// The two lengths, in bytes.
    static let prefixLength = 8

    /// What goes before the payload on the wire; the payload itself can be written from where it lies.
    package var head: Data {
        var bytes = Data(capacity: Self.prefixLength + header.count)
        for length in [header.count, payload.count] {
            precondition(length <= UInt32.max, "a frame's part has at most 4 GiB")
            withUnsafeBytes(of: UInt32(length).littleEndian) { bytes.append(contentsOf: $0) }
        }
        bytes.append(header)
        return bytes
    }

    /// All bytes on the wire.
    package var encoded: Data { head + payload }
}

/// Why bytes are not frames.
package enum FrameError: Error, Equatable, CustomStringConvertible {
    /// A length over the limit: either too much was sent, or the stream is not made of frames.
    case headerTooLong(bytes: Int, limit: Int)
    case payloadTooLong(bytes: Int, limit: Int)
    /// The stream ended inside a frame, of which this many bytes had come.
    case cutOff(bytes: Int)

    package var description: String {
        switch self {
        case .headerTooLong(let bytes, let limit):
            "a frame's header of \(bytes) bytes is over the limit of \(limit)"
        case .payloadTooLong(let bytes, let limit):
            "a frame's payload of \(bytes) bytes is over the limit of \(limit)"
        case .cutOff(let bytes):
            "the stream ended inside a frame, after \(bytes) bytes of it"
        }
    }
}
