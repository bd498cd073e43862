import JSONText
import Projects

/// The service model's CustomLabel.
struct CustomLabel: Hashable, Sendable, Encodable {
    let name: String
    /// To the thousandth of a percent, like Amazon's.
    let confidence: SinglePrecision
    /// Absent, not null, for labels of whole images: scripts ask whether the key is there.
    let geometry: Geometry?

    init(_ label: DetectedLabel) {
        name = label.name
        confidence = SinglePrecision((label.confidencePercent * 1000).rounded() / 1000)
        geometry = label.frame.map { Geometry($0) }
    }

    private enum CodingKeys: String, CodingKey {
        case name = "Name"
        case confidence = "Confidence"
        case geometry = "Geometry"
    }

    /// The service model's Geometry, without polygons: Amazon returns none for Custom Labels.
    struct Geometry: Hashable, Sendable, Encodable {
        let boundingBox: BoundingBox

        init(_ frame: DetectedLabel.Frame) { boundingBox = BoundingBox(frame) }

        private enum CodingKeys: String, CodingKey {
            case boundingBox = "BoundingBox"
        }
    }

    /// The service model's BoundingBox: ratios of the upright image's width and height.
    struct BoundingBox: Hashable, Sendable, Encodable {
        let width: SinglePrecision
        let height: SinglePrecision
        let left: SinglePrecision
        let top: SinglePrecision

        init(_ frame: DetectedLabel.Frame) {
            width = SinglePrecision(frame.width)
            height = SinglePrecision(frame.height)
            left = SinglePrecision(frame.left)
            top = SinglePrecision(frame.top)
        }

        private enum CodingKeys: String, CodingKey {
            case width = "Width"
            case height = "Height"
            case left = "Left"
            case top = "Top"
        }
    }
}

extension CustomLabel {
    /// Writes the members in the order of their names.
    func write(to writer: inout JSONWriter) {
        writer.raw(#"{"Confidence":"#)
        writer.number(confidence.number)
        if let box = geometry?.boundingBox {
            writer.raw(#","Geometry":{"BoundingBox":{"Height":"#)
            writer.number(box.height.number)
            writer.raw(#","Left":"#)
            writer.number(box.left.number)
            writer.raw(#","Top":"#)
            writer.number(box.top.number)
            writer.raw(#","Width":"#)
            writer.number(box.width.number)
            writer.raw("}}")
        }
        writer.raw(#","Name":"#)
        writer.string(name)
        writer.raw("}")
    }
}
