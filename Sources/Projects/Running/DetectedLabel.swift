package import Foundation
package import ObjectStorage

/// Where the image to look at is.
package enum ImageInput: Hashable, Sendable {
    case bytes(Data)
    case object(ObjectLocation)
}

/// One thing that DetectCustomLabels found.
package struct DetectedLabel: Hashable, Sendable {
    /// A box as ratios of the upright image's width and height, 0...1.
    package struct Frame: Hashable, Sendable {
        package let left: Double
        package let top: Double
        package let width: Double
        package let height: Double

        package init(left: Double, top: Double, width: Double, height: Double) {
            self.left = left
            self.top = top
            self.width = width
            self.height = height
        }
    }

    package let name: String
    /// 0...100.
    package let confidencePercent: Double
    /// Nil for models that label whole images.
    package let frame: Frame?

    package init(name: String, confidencePercent: Double, frame: Frame?) {
        self.name = name
        self.confidencePercent = confidencePercent
        self.frame = frame
    }
}
