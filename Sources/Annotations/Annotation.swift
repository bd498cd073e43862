/// One object that a person marked in an image.
package struct Annotation: Hashable, Sendable, Codable {
    /// The label's name: labels are matched by name, never by a file's class id.
    package var label: String
    /// Where the object is, in pixels of the image.
    package var box: Box

    package init(label: String, box: Box) {
        self.label = label
        self.box = box
    }
}
