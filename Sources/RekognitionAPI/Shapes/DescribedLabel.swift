import Projects

/// The service model's DatasetLabelDescription.
struct DescribedLabel: Hashable, Sendable, Encodable {
    let name: String
    let statistics: Statistics

    init(_ label: DatasetLabelDescription) {
        name = label.name
        statistics = Statistics(
            entryCount: label.entryCount,
            boundingBoxCount: label.boundingBoxCount
        )
    }

    private enum CodingKeys: String, CodingKey {
        case name = "LabelName"
        case statistics = "LabelStats"
    }

    /// The service model's DatasetLabelStats; labels of whole images have no count of boxes.
    struct Statistics: Hashable, Sendable, Encodable {
        let entryCount: Int
        let boundingBoxCount: Int?

        private enum CodingKeys: String, CodingKey {
            case entryCount = "EntryCount"
            case boundingBoxCount = "BoundingBoxCount"
        }
    }
}
