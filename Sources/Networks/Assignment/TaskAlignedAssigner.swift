package import Annotations

/// Chooses which anchor points learn which object: those that already score and fit it best.
///
/// Source: Feng et al., "TOOD: Task-aligned One-stage Object Detection", 2021, section 3.2; alignment is
/// `score^0.5 * IoU^4`. A plain algorithm on numbers: nothing here needs a gradient.
package struct TaskAlignedAssigner: Sendable {
    /// A point that learns an object.
    package struct Match: Hashable, Sendable {
        package let point: Int
        /// Index into the image's objects.
        package let object: Int
        /// What the class score should be, 0...1: the best overlap for the best aligned point, less for the others.
        package let quality: Float
    }

    /// How many points learn one object at most.
    package var pointsPerObject = 10
    /// Points closer to the middle than this many strides are candidates too, so that objects smaller than a cell have one.
    package var centreRadius: Float = 2.5

    /// An assigner with the numbers above.
    package init() {}

    /// Matches for one image, in the order of the points; no point appears twice.
    ///
    /// `scores` holds `points * labels` probabilities, point by point, and `boxes` `points * 4` predicted
    /// sides (left, top, right, bottom) in input pixels. `objects` are the image's true boxes, likewise.
    package func match(
        scores: UnsafeBufferPointer<Float>,
        boxes: UnsafeBufferPointer<Float>,
        objects: [TargetBox],
        points: AnchorPoints
    ) -> [Match] {
        let labelCount = scores.count / points.count
        // The best claim on each point so far; an earlier object keeps a point when claims are equal.
        var claims: [Int: (object: Int, alignment: Float, quality: Float)] = [:]
        for (index, object) in objects.enumerated() {
            let box = Sides(object.box)
            var candidates: [Candidate] = []
            for point in 0..<points.count where isCandidate(point, for: box, points) {
                let overlap = box.intersectionOverUnion(with: Sides(boxes, point))
                let score = scores[point * labelCount + object.labelIndex]
                candidates.append(
                    Candidate(point: point, overlap: overlap, alignment: alignment(score, overlap))
                )
            }
            let chosen = best(of: candidates)
            guard let highest = chosen.map(\.alignment).max(), let fit = chosen.map(\.overlap).max() else {
                continue
            }
            for candidate in chosen where candidate.alignment > claims[candidate.point]?.alignment ?? 0 {
                let quality = candidate.alignment / max(highest, 1e-9) * fit
                claims[candidate.point] = (index, candidate.alignment, quality)
            }
        }
        return claims.map { Match(point: $0.key, object: $0.value.object, quality: $0.value.quality) }
            .sorted { $0.point < $1.point }
    }

    private struct Candidate {
        let point: Int
        let overlap: Float
        let alignment: Float
    }

    /// The small second term orders points while nothing overlaps yet.
    private func alignment(_ score: Float, _ overlap: Float) -> Float {
        let floor = max(overlap, 1e-4)
        return max(score, 1e-4).squareRoot() * floor * floor * floor * floor + overlap * 1e-4
    }

    private func best(of candidates: [Candidate]) -> ArraySlice<Candidate> {
        candidates
            .sorted { ($1.alignment, $0.point) < ($0.alignment, $1.point) }
            .prefix(pointsPerObject)
    }

    private func isCandidate(_ point: Int, for box: Sides, _ points: AnchorPoints) -> Bool {
        let x = points.centreX[point]
        let y = points.centreY[point]
        if x > box.left && x < box.right && y > box.top && y < box.bottom { return true }
        let reach = points.stride[point] * centreRadius
        return abs(x - box.middleX) < reach && abs(y - box.middleY) < reach
    }
}
