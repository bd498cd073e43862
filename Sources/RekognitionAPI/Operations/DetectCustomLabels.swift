import Catalog
import JSONText
import Projects

/// Asks a running model what an image shows.
struct DetectCustomLabels: RekognitionOperation {
    let version: ResourceName<VersionReference>
    let image: Image
    let maximumResults: Int?
    /// 0...100.
    let minimumConfidence: Double?

    init(_ members: Members) throws(RekognitionError) {
        version = try members.required("ProjectVersionArn", .projectVersionARN)
        image = try members.required("Image", StructureShape<Image>())
        maximumResults = try members.optional("MaxResults", .maximumDetections)
        minimumConfidence = try members.optional("MinConfidence", .percent)
    }

    func answer(to call: Call) async throws -> Answer {
        let labels = try await call.useCases.models.detect(
            in: image.input,
            with: call.own(version),
            minimumConfidence: minimumConfidence,
            maximumResults: maximumResults
        )
        return Answer(labels: labels.map { CustomLabel($0) })
    }

    /// The service model's Image: of its two members one is given.
    struct Image: Hashable, Sendable, RequestStructure {
        let input: ImageInput

        init(_ members: Members) throws(RekognitionError) {
            let bytes = try members.optional("Bytes", .image)
            let object = try members.optional("S3Object", StructureShape<S3Object>())
            switch (bytes, object) {
            case (let bytes?, nil): input = .bytes(bytes)
            case (nil, let object?): input = .object(try object.location())
            default: throw .invalidParameter("An Image has either Bytes or an S3Object.")
            }
        }
    }

    struct Answer: Hashable, Sendable, Encodable {
        let labels: [CustomLabel]

        private enum CodingKeys: String, CodingKey {
            case labels = "CustomLabels"
        }
    }
}

extension DetectCustomLabels.Answer: JSONWritten {
    func write(to writer: inout JSONWriter) {
        writer.list(labels, open: #"{"CustomLabels":["#, close: "]}") { $1.write(to: &$0) }
    }
}
