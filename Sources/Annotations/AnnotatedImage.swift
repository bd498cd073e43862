/// An image and what people said of it: one line of a manifest, one image of a COCO file.
package struct AnnotatedImage: Hashable, Sendable, Codable {
    /// What is known of the objects in an image.
    package enum LabelState: String, Hashable, Sendable, Codable {
        /// Nobody has looked: the image neither trains nor counts in an evaluation.
        case unlabelled
        /// Somebody has looked. Without annotations that means "no object here": the image trains as a negative and its
        /// false alarms count.
        case labelled
    }

    /// Where the image is, as its file says it: `s3://bucket/key`, or a path relative to an image folder.
    package var source: String
    /// The size its file states; nil when the format states none.
    ///
    /// The decoded image has the last word.
    package var size: ImageSize?
    package var state: LabelState
    package var annotations: [Annotation]

    package init(source: String, size: ImageSize?, state: LabelState, annotations: [Annotation]) {
        self.source = source
        self.size = size
        self.state = state
        self.annotations = annotations
    }
}
