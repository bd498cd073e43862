/// Rows of texts for people, in columns as wide as their widest text.
struct TextTable {
    /// One column: its heading, and on which side its texts stand.
    struct Column {
        let heading: String
        let isNumber: Bool

        static func text(_ heading: String) -> Column { Column(heading: heading, isNumber: false) }
        static func number(_ heading: String) -> Column { Column(heading: heading, isNumber: true) }
    }

    let columns: [Column]
    /// Each as long as `columns`.
    var rows: [[String]] = []

    /// The heading and all rows, without the last line's end.
    var text: String {
        let lines = [columns.map(\.heading)] + rows
        let widths = columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { line in
            let cells = zip(zip(line, columns), widths).map { cell, width in
                let space = String(repeating: " ", count: width - cell.0.count)
                return cell.1.isNumber ? space + cell.0 : cell.0 + space
            }
            let joined = cells.joined(separator: "  ")
            // What stands to the right of the last text would only be blanks.
            return String(joined.reversed().drop { $0 == " " }.reversed())
        }
        .joined(separator: "\n")
    }
}
