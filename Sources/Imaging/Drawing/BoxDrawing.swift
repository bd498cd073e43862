package import Annotations

/// A box to be drawn on a picture, with a line of text.
package struct BoxDrawing: Sendable {
    /// How a box's line tells what is there from what is not.
    package enum Line: Sendable {
        /// What is there: a detection, a marked object.
        case solid
        /// What is not: an object that was missed.
        case dashed
    }

    /// In pixels of the picture; what lies outside is not drawn.
    package var box: Box
    package var colour: Colour
    /// Drawn on a filled background beside the box; nil for none.
    package var caption: String?
    package var line: Line

    package init(box: Box, colour: Colour, caption: String? = nil, line: Line = .solid) {
        self.box = box
        self.colour = colour
        self.caption = caption
        self.line = line
    }

    /// A detection in its label's colour, captioned with label and confidence: "bear 93%".
    ///
    /// - Parameters:
    ///   - detection: In pixels of the picture.
    ///   - labelIndex: The label's place in the model's list, which gives the colour.
    package init(_ detection: Detection, labelIndex: Int) {
        let percent = Int((detection.confidence * 100).rounded())
        self.init(
            box: detection.box,
            colour: .label(labelIndex),
            caption: "\(detection.label) \(percent)%"
        )
    }
}
