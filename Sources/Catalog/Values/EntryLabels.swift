/// The labels of a dataset's entry as they stand in its row: `,3:2,17:0,` for two boxes of label 3 and label 17 as the
/// whole image's; empty for none.
///
/// So one search for `,3:` tells whether an entry has a label, without a table of its own to be joined.
struct EntryLabels: Hashable, Sendable {
    /// Boxes by the label's id; 0 where the label is the whole image's alone.
    var boxes: [Int64: Int]

    init(boxes: [Int64: Int]) {
        self.boxes = boxes
    }

    /// Reads what `text` has written.
    init(_ text: String) {
        boxes = [:]
        for part in text.split(separator: ",") {
            let numbers = part.split(separator: ":")
            guard numbers.count == 2, let id = Int64(numbers[0]), let count = Int(numbers[1]) else {
                continue
            }
            boxes[id] = count
        }
    }

    /// In the order of the ids.
    var text: String {
        guard !boxes.isEmpty else { return "" }
        let parts = boxes.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }
        return "," + parts.joined(separator: ",") + ","
    }

    /// What stands in the text of an entry that has the label, and in no other's.
    static func mark(of id: Int64) -> String { ",\(id):" }
}
