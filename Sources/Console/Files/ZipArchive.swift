import Foundation
import ObjectStorage

/// A zip file whose members are stored as they are: a model hardly gets smaller, and nothing waits for it.
///
/// Without the extension for more than 4 GiB, which no bundle comes near; a larger file is refused.
struct ZipArchive: Sendable {
    struct TooLarge: Error, Hashable, Sendable {
        let path: String
    }

    private struct Entry {
        let path: String
        let checksum: UInt32
        let size: UInt32
        let offset: UInt32
    }

    private static let version: UInt16 = 20
    /// Names are UTF-8.
    private static let flags: UInt16 = 0x0800

    private let time: UInt16
    private let day: UInt16
    private var entries: [Entry] = []
    private var length = 0

    init(modified: Date) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: modified)
        let year = max(1980, parts.year ?? 1980) - 1980
        day = UInt16(year << 9 | (parts.month ?? 1) << 5 | (parts.day ?? 1))
        time = UInt16((parts.hour ?? 0) << 11 | (parts.minute ?? 0) << 5 | (parts.second ?? 0) / 2)
    }

    /// A member and what stands before it.
    mutating func add(_ bytes: [UInt8], at path: String) throws -> [UInt8] {
        guard let size = UInt32(exactly: bytes.count), let offset = UInt32(exactly: length) else {
            throw TooLarge(path: path)
        }
        let entry = Entry(path: path, checksum: Self.checksum(of: bytes), size: size, offset: offset)
        var record = Record()
        record.add(0x0403_4b50 as UInt32)
        record.add(Self.version)
        addCommon(entry, to: &record)
        record.add(0 as UInt16)
        record.bytes += Array(path.utf8)
        record.bytes += bytes
        entries.append(entry)
        length += record.bytes.count
        return record.bytes
    }

    /// The list of all members, which ends the file.
    func end() throws -> [UInt8] {
        var record = Record()
        for entry in entries {
            record.add(0x0201_4b50 as UInt32)
            record.add(Self.version)
            record.add(Self.version)
            addCommon(entry, to: &record)
            for _ in 0..<4 { record.add(0 as UInt16) }
            record.add(0 as UInt32)
            record.add(entry.offset)
            record.bytes += Array(entry.path.utf8)
        }
        let size = record.bytes.count
        guard let start = UInt32(exactly: length), let count = UInt16(exactly: entries.count) else {
            throw TooLarge(path: "the archive")
        }
        record.add(0x0605_4b50 as UInt32)
        record.add(0 as UInt16)
        record.add(0 as UInt16)
        record.add(count)
        record.add(count)
        record.add(UInt32(size))
        record.add(start)
        record.add(0 as UInt16)
        return record.bytes
    }

    /// What both records of a member have: flags to the length of the name.
    ///
    /// The length of extra fields follows.
    private func addCommon(_ entry: Entry, to record: inout Record) {
        record.add(Self.flags)
        record.add(0 as UInt16)
        record.add(time)
        record.add(day)
        record.add(entry.checksum)
        record.add(entry.size)
        record.add(entry.size)
        record.add(UInt16(entry.path.utf8.count))
    }

    private static func checksum(of bytes: [UInt8]) -> UInt32 {
        let summary = ContentSummary(of: bytes, [.crc32], hashesPayload: false)
        guard let text = summary.checksums[.crc32], let value = Data(base64Encoded: text) else {
            preconditionFailure("a checksum that was asked for")
        }
        return value.reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Numbers, the lowest byte first.
    private struct Record {
        var bytes: [UInt8] = []

        mutating func add(_ number: some FixedWidthInteger & UnsignedInteger) {
            withUnsafeBytes(of: number.littleEndian) { bytes += Array($0) }
        }
    }
}
