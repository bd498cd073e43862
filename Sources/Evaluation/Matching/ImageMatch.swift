import Annotations

/// Which detections of one label found which objects of that label, in one image.
struct ImageMatch: Sendable {
    /// One detection of the label.
    struct Entry: Sendable {
        /// Index into the image's detections.
        var detection: Int
        var confidence: Double
        /// Index into the image's truths of the object it pairs with at an overlap of 0.5; nil without one.
        var partner: Int?
        /// The overlap with that partner, 0.5...1.
        var overlap: Double?
        /// Bit i is set where the detection has a partner at `OverlapThresholds.all[i]`.
        var pairedAt: UInt16
    }

    /// Index into the evaluated images.
    let image: Int
    /// Indices into the image's truths.
    let objects: [Int]
    /// By falling confidence, equal ones in their given order.
    let entries: [Entry]

    /// Pairs as pycocotools does: detections choose in order of falling confidence, each the free object that it
    /// overlaps most, and of equally overlapped objects the last.
    ///
    /// A detection never takes an object from a more confident one. So the pairs among the detections above any
    /// confidence are those of the whole list, and one matching serves all confidence thresholds.
    init(image: Int, of tested: TestedImage, objects: [Int], detections: [Int]) {
        self.image = image
        self.objects = objects
        let ranked = detections.inFallingOrder { tested.detections[$0].confidence }
        var entries = ranked.map { index in
            Entry(detection: index, confidence: tested.detections[index].confidence, pairedAt: 0)
        }
        if !objects.isEmpty {
            let overlaps = ranked.map { detection in
                objects.map { object in
                    tested.detections[detection].box.intersectionOverUnion(with: tested.truths[object].box)
                }
            }
            for (bit, threshold) in OverlapThresholds.all.enumerated() {
                let partners = Self.pair(overlaps, from: threshold)
                for (rank, partner) in partners.enumerated() {
                    guard let partner else { continue }
                    entries[rank].pairedAt |= 1 << UInt16(bit)
                    if bit == 0 {
                        entries[rank].partner = objects[partner]
                        entries[rank].overlap = overlaps[rank][partner]
                    }
                }
            }
        }
        self.entries = entries
    }

    /// Gives for each detection (row) the object (column) it pairs with.
    private static func pair(_ overlaps: [[Double]], from threshold: Double) -> [Int?] {
        var isTaken = [Bool](repeating: false, count: overlaps.first?.count ?? 0)
        return overlaps.map { row in
            var best = threshold
            var partner: Int?
            for (object, overlap) in row.enumerated() where !isTaken[object] && overlap >= best {
                best = overlap
                partner = object
            }
            if let partner { isTaken[partner] = true }
            return partner
        }
    }
}
