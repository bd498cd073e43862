/// An annotation as a network sees it: the label's place in the model's list instead of its name.
package struct TargetBox: Hashable, Sendable {
    /// Index into the model's labels.
    package var labelIndex: Int
    /// In pixels of whatever image it stands with.
    package var box: Box

    package init(labelIndex: Int, box: Box) {
        self.labelIndex = labelIndex
        self.box = box
    }
}
