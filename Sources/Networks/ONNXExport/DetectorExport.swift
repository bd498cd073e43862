package import Foundation

/// Writes a detector as an ONNX model that takes images as they are and answers with boxes and scores.
///
/// - Input `images`: uint8 `[N, size, size, 3]`, RGB, letterboxed.
/// - Output `boxes`: float32 `[N, points, 4]`: left, top, right, bottom in input pixels.
/// - Output `scores`: float32 `[N, points, labels]`, 0...1.
///
/// Points are those of `AnchorPoints`, in its order. Overlapping boxes are not suppressed. Only the number of images is left open;
/// all other sizes stand in the model, which lets a reader plan its memory when it compiles.
package struct DetectorExport: Sendable {
    /// In the order of the network's scores.
    package let labels: [String]
    /// Width and height of the input in pixels; a multiple of the coarsest stride.
    package let inputSize: Int
    /// Katmai's version, for the model's header.
    package let version: String

    package init(labels: [String], inputSize: Int, version: String) {
        self.labels = labels
        self.inputSize = inputSize
        self.version = version
    }

    /// The bytes of the `.onnx` file; the same detector gives the same bytes.
    ///
    /// - Throws: `ONNXExportError` where the parts of `detector`, the labels and the input size do not fit together.
    package func model(_ detector: FoldedDetector) throws -> Data {
        try check(detector)
        var graph = ONNXGraph(name: "detector")
        let images = try graph.input(
            "images",
            .uint8,
            shape: [.batch, .fixed(inputSize), .fixed(inputSize), 3]
        )
        let features = try graph.backbone(detector, on: graph.normalised(images), inputSize: inputSize)
        let levels = try graph.neck(detector.neck, on: features)
        let raw = try graph.head(detector.head, on: levels)
        graph.output(try graph.boxes(raw.sides, points: AnchorPoints(inputSize: inputSize)))
        graph.output(try graph.sigmoid(raw.logits, named: "scores"))
        return try graph.serialised(
            version: version,
            metadata: [
                "kind": "object-detection",
                "labels": String(decoding: JSONEncoder.labels.encode(labels), as: UTF8.self),
                "input_size": "\(inputSize)",
            ]
        )
    }

    /// Counts what the shapes of the values between the nodes would not show.
    private func check(_ detector: FoldedDetector) throws(ONNXExportError) {
        let strides = AnchorPoints.strides
        guard let coarsest = strides.max(), inputSize > 0, inputSize.isMultiple(of: coarsest) else {
            throw .inputSize(inputSize, strides: strides)
        }
        let (neck, head) = (detector.neck, detector.head)
        let counts = [
            ("labels", head.classOutput.shape[0], labels.count),
            ("lateral convolutions", strides.count, neck.laterals.count),
            ("down convolutions", strides.count - 1, neck.downs.count),
            ("smoothing convolutions", 2 * (strides.count - 1), neck.smooths.count),
            ("class towers", strides.count, head.classTowers.count),
            ("box towers", strides.count, head.boxTowers.count),
        ]
        for (part, expected, found) in counts where expected != found {
            throw .wrongCount(of: part, expected: expected, found: found)
        }
    }
}

extension JSONEncoder {
    /// Leaves the slashes in a label as they are.
    fileprivate static var labels: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return encoder
    }
}
