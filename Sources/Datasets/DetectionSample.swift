package import Annotations

/// A labelled image to learn from.
package struct DetectionSample: Hashable, Sendable {
    /// What messages call the image: its source in the manifest.
    package let name: String
    /// Absolute path of the image file.
    package let path: String
    /// True boxes in pixels of the image; empty for an image that is known to hold nothing.
    package let objects: [TargetBox]

    package init(name: String, path: String, objects: [TargetBox]) {
        self.name = name
        self.path = path
        self.objects = objects
    }
}
