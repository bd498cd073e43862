import Annotations
import Foundation

/// The manifest of drawn scenes.
enum SceneManifest {
    /// The label attribute; it is part of every line's job name, which so says that the labels come from a drawing.
    static let attribute = "katmai-example-drawn"

    /// The date that all drawn labels bear, so that the same seed gives the same bytes: 15 July 2025, noon UTC.
    static let created = Date(timeIntervalSince1970: 1_752_580_800)

    static func write(_ images: [AnnotatedImage], to url: URL) throws {
        let set = AnnotationSet(format: .groundTruth, images: images)
        let options = WritingOptions(attribute: attribute, created: created)
        try AnnotationFile.write(set, as: .groundTruth, to: url, options: options, overwriting: true)
    }
}
