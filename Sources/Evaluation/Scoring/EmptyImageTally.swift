/// The false alarms in the images where a person marked nothing.
struct EmptyImageTally: Sendable {
    /// An image without an object.
    struct EmptyImage: Sendable {
        /// Index into the evaluated images.
        var image: Int
        /// Detections at or above the assumed threshold of their label.
        var falseAlarms: Int
    }

    let images: [EmptyImage]

    var falseAlarms: Int { images.reduce(0) { $0 + $1.falseAlarms } }

    /// The rate with each image taken as often as its weight says; nil where no empty image is among them.
    func falseAlarmsPer100Images(weights: [Int]) -> Double? {
        var (count, falseAlarms) = (0, 0)
        for empty in images {
            count += weights[empty.image]
            falseAlarms += weights[empty.image] * empty.falseAlarms
        }
        return count > 0 ? 100 * Double(falseAlarms) / Double(count) : nil
    }
}
