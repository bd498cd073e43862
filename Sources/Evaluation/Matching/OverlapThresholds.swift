/// The overlaps (intersection over union) from which a detection and an object count as a pair.
enum OverlapThresholds {
    /// COCO's ten thresholds, 0.50 to 0.95; the first is the one for F1, precision, recall and verdicts.
    ///
    /// Computed as NumPy's `linspace` does, because an overlap may lie exactly on a threshold.
    static let all: [Double] = {
        let step = (0.95 - 0.5) / 9
        return (0..<9).map { 0.5 + Double($0) * step } + [0.95]
    }()
}
