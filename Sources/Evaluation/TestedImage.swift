package import Annotations

/// A labelled test image with what a person marked in it and what the model found.
///
/// An image without truths is a statement too: "there is nothing here". Every detection in it is a false alarm.
/// Unlabelled images must not be passed.
package struct TestedImage: Hashable, Sendable {
    /// The image's source as its manifest gives it; the report names the image so.
    package var id: String
    package var size: ImageSize
    /// The objects a person marked.
    package var truths: [Annotation]
    /// What the model found, down to the lowest confidence it reports, in any order.
    ///
    /// Confidences must not be NaN. Where confidences are equal the order decides, earlier ones first.
    package var detections: [Detection]

    package init(id: String, size: ImageSize, truths: [Annotation], detections: [Detection]) {
        self.id = id
        self.size = size
        self.truths = truths
        self.detections = detections
    }
}
