import Foundation

/// The JSON at the beginning of a safetensors file: what tensors there are, and which bytes are theirs.
struct SafetensorsHeader {
    /// Element types that are read; the names are the format's.
    enum Element: String, Decodable {
        case int64 = "I64"
        case float32 = "F32"
        case float16 = "F16"

        var byteCount: Int {
            switch self {
            case .int64: 8
            case .float32: 4
            case .float16: 2
            }
        }
    }

    struct Entry {
        let element: Element
        let shape: [Int]
        /// Of the bytes after the header.
        let bytes: Range<Int>
    }

    let entries: [String: Entry]
    let metadata: [String: String]
    /// Where the tensors' bytes begin in the file.
    let dataStart: Int

    /// The format's own limit.
    private static let greatestLength = 100_000_000

    /// Reads and checks the header of a whole file: lengths, shapes, and that the tensors' bytes follow each
    /// other without gap or overlap to the end of the file.
    init(parsing file: Data, name: String) throws(SafetensorsError) {
        guard file.count >= 8 else {
            throw .header(file: name, message: "\(file.count) bytes do not hold a header's length")
        }
        let length = file.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
        guard length <= Self.greatestLength, length <= file.count - 8 else {
            throw .header(file: name, message: "the header's length is \(length), the file's \(file.count)")
        }
        dataStart = 8 + Int(length)
        let json = file.dropFirst(8).prefix(Int(length))
        guard json.first == UInt8(ascii: "{") else {
            throw .header(file: name, message: "the header does not begin with '{'")
        }
        let content: Content
        do {
            content = try JSONDecoder().decode(Content.self, from: Data(json))
        } catch {
            throw .header(file: name, message: "\(error)")
        }
        metadata = content.metadata
        var entries: [String: Entry] = [:]
        for (tensor, entry) in content.tensors {
            entries[tensor] = try Self.checked(entry, name: tensor, file: name)
        }
        self.entries = entries
        try Self.checkCoverage(entries, length: file.count - dataStart, file: name)
    }

    private static func checked(
        _ entry: Content.Entry,
        name: String,
        file: String
    ) throws(SafetensorsError) -> Entry {
        guard let element = Element(rawValue: entry.dtype) else {
            throw .tensor(
                file: file,
                name: name,
                message: "elements of type '\(entry.dtype)' are not supported"
            )
        }
        var byteCount = element.byteCount
        for length in entry.shape {
            let (product, overflows) = byteCount.multipliedReportingOverflow(by: length)
            guard length >= 0, !overflows else {
                throw .tensor(file: file, name: name, message: "no tensor has shape \(entry.shape)")
            }
            byteCount = product
        }
        let offsets = entry.dataOffsets
        guard offsets.count == 2, offsets[0] >= 0, offsets[1] >= offsets[0],
            offsets[1] - offsets[0] == byteCount
        else {
            let message = "shape \(entry.shape) takes \(byteCount) bytes, its offsets are \(offsets)"
            throw .tensor(file: file, name: name, message: message)
        }
        return Entry(element: element, shape: entry.shape, bytes: offsets[0]..<offsets[1])
    }

    /// This finds a name that comes twice, too: JSON readers keep one, and the other's bytes are a gap.
    private static func checkCoverage(
        _ entries: [String: Entry],
        length: Int,
        file: String
    ) throws(SafetensorsError) {
        var end = 0
        for (name, entry) in entries.sorted(by: { $0.value.bytes.isBefore($1.value.bytes) }) {
            guard entry.bytes.lowerBound == end else {
                let message = "its bytes begin at \(entry.bytes.lowerBound), those before it end at \(end)"
                throw .tensor(file: file, name: name, message: message)
            }
            end = entry.bytes.upperBound
        }
        guard end == length else {
            throw .header(file: file, message: "the tensors take \(end) bytes, the file has \(length)")
        }
    }
}

extension Range<Int> {
    /// By begin, then by end, so that an empty range comes before the one that begins where it lies.
    fileprivate func isBefore(_ other: Range<Int>) -> Bool {
        (lowerBound, upperBound) < (other.lowerBound, other.upperBound)
    }
}

// MARK: - JSON

/// The header as it stands in the file, unchecked.
private struct Content: Decodable {
    struct Entry: Decodable {
        let dtype: String
        let shape: [Int]
        let dataOffsets: [Int]

        enum CodingKeys: String, CodingKey {
            case dtype
            case shape
            case dataOffsets = "data_offsets"
        }
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }

        init?(intValue: Int) { nil }
    }

    let tensors: [String: Entry]
    let metadata: [String: String]

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        var tensors: [String: Entry] = [:]
        var metadata: [String: String] = [:]
        for key in container.allKeys {
            if key.stringValue == Safetensors.metadataKey {
                metadata = try container.decode([String: String].self, forKey: key)
            } else {
                tensors[key.stringValue] = try container.decode(Entry.self, forKey: key)
            }
        }
        self.tensors = tensors
        self.metadata = metadata
    }
}
