/// How often a label occurs in a set.
package struct LabelCount: Hashable, Sendable, Codable {
    package let label: String
    /// Labelled images with at least one box of the label.
    package let images: Int
    package let boxes: Int
}

/// What a set holds, in numbers.
package struct SetCounts: Hashable, Sendable, Codable {
    /// Images that somebody has looked at.
    package let labelledImages: Int
    /// Of those, the ones without an object.
    package let emptyImages: Int
    /// Images that nobody has looked at.
    package let unlabelledImages: Int
    package let boxes: Int
    /// In the set's order of labels; labels without a box are among them.
    package let labels: [LabelCount]

    enum CodingKeys: String, CodingKey {
        case labelledImages = "labelled_images"
        case emptyImages = "empty_images"
        case unlabelledImages = "unlabelled_images"
        case boxes
        case labels
    }
}

extension AnnotationSet {
    /// Counts images, boxes and labels.
    package var counts: SetCounts {
        var boxes: [String: Int] = [:]
        var imagesOfLabel: [String: Int] = [:]
        let images = images
        let labelled = images.filter { $0.state == .labelled }
        for image in labelled {
            for annotation in image.annotations { boxes[annotation.label, default: 0] += 1 }
            for label in Set(image.annotations.map(\.label)) { imagesOfLabel[label, default: 0] += 1 }
        }
        return SetCounts(
            labelledImages: labelled.count,
            emptyImages: labelled.count { $0.annotations.isEmpty },
            unlabelledImages: images.count - labelled.count,
            boxes: boxes.values.reduce(0, +),
            labels: labels.map {
                LabelCount(label: $0, images: imagesOfLabel[$0, default: 0], boxes: boxes[$0, default: 0])
            }
        )
    }
}
