import Annotations

/// The matches of one label in all images that hold an object or a detection of it.
struct LabelMatches: Sendable {
    let label: String
    /// In the order of the evaluated images.
    let images: [ImageMatch]

    /// Objects of the label in the test set.
    var objectCount: Int { images.reduce(0) { $0 + $1.objects.count } }

    /// Images with at least one object of the label.
    var testImageCount: Int { images.count { !$0.objects.isEmpty } }

    /// Detections of the label, whatever their confidence.
    var detectionCount: Int { images.reduce(0) { $0 + $1.entries.count } }

    /// Matches every label in every image; what carries another label is passed over.
    static func match(_ images: [TestedImage], labels: [String]) -> [LabelMatches] {
        let numbers = Dictionary(labels.enumerated().map { ($1, $0) }) { first, _ in first }
        precondition(numbers.count == labels.count, "A label was given twice: \(labels)")
        var matches = [[ImageMatch]](repeating: [], count: labels.count)
        for (index, image) in images.enumerated() {
            let truths = indices(of: image.truths.map(\.label), among: numbers)
            let detections = indices(of: image.detections.map(\.label), among: numbers)
            for label in Set(truths.keys).union(detections.keys) {
                let match = ImageMatch(
                    image: index,
                    of: image,
                    objects: truths[label, default: []],
                    detections: detections[label, default: []]
                )
                matches[label].append(match)
            }
        }
        return zip(labels, matches).map { LabelMatches(label: $0, images: $1) }
    }

    /// Groups positions in a list of label names by the label's number.
    private static func indices(of names: [String], among numbers: [String: Int]) -> [Int: [Int]] {
        var groups: [Int: [Int]] = [:]
        for (index, name) in names.enumerated() {
            if let number = numbers[name] { groups[number, default: []].append(index) }
        }
        return groups
    }
}
