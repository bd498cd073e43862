/// One object that a model found in an image.
package struct Detection: Hashable, Sendable, Codable {
    /// The label's name, as in the model's bundle.
    package var label: String
    /// The model's score, 0...1; times 100 it is the API's confidence.
    package var confidence: Double
    /// Where the object is, in pixels of the image as it was given (orientation applied).
    package var box: Box

    package init(label: String, confidence: Double, box: Box) {
        self.label = label
        self.confidence = confidence
        self.box = box
    }
}
