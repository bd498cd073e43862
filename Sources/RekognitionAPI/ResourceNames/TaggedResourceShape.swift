import Catalog

/// The ARN of whatever may carry tags; the service model has no pattern for it.
///
/// Of another kind of Rekognition's resources, such as collections, there is none here; other texts are no ARNs.
struct TaggedResourceShape: Shape {
    func value(
        of json: JSONValue,
        at path: MemberPath
    ) throws(RekognitionError) -> ResourceName<ResourceReference> {
        let text = try StringShape.resourceARN.value(of: json, at: path)
        if let name = ResourceName<ResourceReference>(text) { return name }
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "rekognition" else {
            throw .violation(of: .pattern(ResourceReference.pattern), by: text, at: path)
        }
        throw RekognitionError(.resourceNotFound, "There is no resource \(text).")
    }
}

extension Shape where Self == TaggedResourceShape {
    static var taggedResource: Self { TaggedResourceShape() }
}
