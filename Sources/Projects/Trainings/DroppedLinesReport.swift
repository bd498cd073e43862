import Catalog
import Foundation

/// Katmai's own file beside the outputs: every line that never got into the datasets, with its reason.
enum DroppedLinesReport {
    fileprivate struct Line: Encodable {
        let dataset: String
        /// When the manifest or the update that held the line was read, in seconds since 1970.
        let found: Double
        let line: Int
        let code: String
        let message: String
        let detail: String?
    }

    private static let pieceLines = 1000

    /// One JSON line a dropped line; empty when none was dropped.
    static func bytes(ofProject project: Int64, _ catalog: CatalogReader) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        var bytes = Data()
        for type in DatasetType.allCases {
            guard let dataset = try catalog.dataset(type, ofProject: project) else { continue }
            var last: Int64 = 0
            while true {
                let piece = try catalog.droppedLines(of: dataset.id, after: last, limit: pieceLines)
                for record in piece {
                    bytes += try encoder.encode(Line(record, type))
                    bytes.append(UInt8(ascii: "\n"))
                }
                guard let id = piece.last?.id else { break }
                last = id
            }
        }
        return bytes
    }
}

extension DroppedLinesReport.Line {
    fileprivate init(_ record: DroppedLineRecord, _ type: DatasetType) {
        dataset = type.rawValue
        found = Double(record.found) / 1000
        line = record.line
        code = record.code
        message = record.message
        detail = record.detail
    }
}
