/// What the model sees where there is nothing: the images in which a person marked no object of any label.
package struct EmptyImagesReport: Hashable, Sendable, Codable {
    /// Images without an object.
    package let count: Int
    /// Detections in them at or above the assumed threshold of their label.
    package let falseAlarms: Int
    /// Nil when there is no such image.
    package let falseAlarmsPer100Images: Double?
    package let falseAlarmsPer100ImagesInterval: Interval?

    enum CodingKeys: String, CodingKey {
        case count = "empty_images"
        case falseAlarms = "false_alarms_in_empty_images"
        case falseAlarmsPer100Images = "false_alarms_per_100_empty_images"
        case falseAlarmsPer100ImagesInterval = "false_alarms_per_100_empty_images_interval"
    }
}
