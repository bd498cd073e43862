import Annotations
import Evaluation

/// Shorthand for the small test sets of this folder: squares in an image of 100 by 100 pixels.
enum TestScenes {
    static let size = ImageSize(width: 100, height: 100)

    /// A square with a side of 10 pixels.
    static func square(_ left: Double, _ top: Double = 0) -> Box {
        Box(left: left, top: top, width: 10, height: 10)
    }

    static func truth(_ left: Double, _ label: String = "bear") -> Annotation {
        Annotation(label: label, box: square(left))
    }

    static func found(_ left: Double, _ confidence: Double, _ label: String = "bear") -> Detection {
        Detection(label: label, confidence: confidence, box: square(left))
    }

    static func image(_ id: String, _ truths: [Annotation], _ detections: [Detection]) -> TestedImage {
        TestedImage(id: id, size: size, truths: truths, detections: detections)
    }

    /// Two labels with every verdict: the best F1 for bears is at 0.74 (4 of 5 found, 2 invented), for fish at 0.7.
    static let mixed = [
        image(
            "s3://cam/found.jpg",
            [truth(0), truth(50)],
            [found(1, 0.9), found(2, 0.8), found(50, 0.20004)]
        ),
        image(
            "s3://cam/right.jpg",
            [truth(0), truth(40), truth(70), truth(20, "fish")],
            [found(0, 0.95), found(40, 0.75), found(70, 0.74), found(20, 0.7, "fish")]
        ),
        image(
            "s3://cam/missed.jpg",
            [truth(70, "fish")],
            [found(30, 0.33), found(35, 0.32), found(40, 0.31), found(45, 0.3)]
        ),
        image("s3://cam/empty.jpg", [], [found(0, 0.85), found(40, 0.05)]),
    ]

    static let labels = ["bear", "fish"]

    /// A test set drawn by a seed: objects, near and far detections, empty images, tied confidences.
    static func random(
        seed: UInt64,
        images: Int = 30,
        labels: [String] = ["bear", "fish", "wolf"]
    ) -> [TestedImage] {
        var state = seed
        // Numerical Recipes' linear congruential generator: plain, and the same everywhere.
        func draw(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        return (0..<images).map { number in
            let truths = (0..<draw(5)).map { _ in truth(Double(draw(90)), labels[draw(labels.count)]) }
            let near = truths.flatMap { truth in
                (0..<draw(3)).map { _ in
                    found(truth.box.left + Double(draw(9) - 4), 0.3 + Double(draw(70)) / 100, truth.label)
                }
            }
            let stray = (0..<draw(4)).map { _ in
                found(Double(draw(90)), Double(draw(60)) / 100, labels[draw(labels.count)])
            }
            return image("image-\(number)", truths, near + stray)
        }
    }
}
