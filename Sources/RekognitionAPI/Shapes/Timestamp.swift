import FoundationEssentials

/// A moment as the wire has it: seconds since 1970, to the millisecond.
struct Timestamp: Hashable, Sendable, Encodable {
    private let seconds: Double

    init(_ date: Date) {
        seconds = (date.timeIntervalSince1970 * 1000).rounded() / 1000
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(seconds)
    }
}
