import Catalog
import Projects

/// Makes a dataset from a manifest, from another dataset, or empty.
struct CreateDataset: RekognitionOperation {
    let source: Source?
    let type: DatasetType
    let project: ResourceName<ProjectReference>
    let tags: [String: String]

    init(_ members: Members) throws(RekognitionError) {
        source = try members.optional("DatasetSource", StructureShape<Source>())
        type = try members.required("DatasetType", EnumShape<DatasetType>())
        project = try members.required("ProjectArn", .projectARN)
        tags = try members.optional("Tags", .tags) ?? [:]
    }

    func answer(to call: Call) async throws -> Answer {
        let dataset = try await call.useCases.datasets.create(
            type,
            in: call.own(project),
            from: source?.source(call) ?? .nothing,
            tags: tags
        )
        return Answer(datasetARN: call.account.arn(of: dataset))
    }

    /// The service model's DatasetSource: of its two members one is given.
    struct Source: Hashable, Sendable, RequestStructure {
        let manifest: GroundTruthManifest?
        let dataset: ResourceName<DatasetReference>?

        init(_ members: Members) throws(RekognitionError) {
            manifest = try members.optional("GroundTruthManifest", StructureShape<GroundTruthManifest>())
            dataset = try members.optional("DatasetArn", .datasetARN)
            guard (manifest == nil) != (dataset == nil) else {
                throw .invalidParameter("A DatasetSource has either a GroundTruthManifest or a DatasetArn.")
            }
        }

        fileprivate func source(_ call: Call) throws(RekognitionError) -> DatasetSource {
            if let dataset { return .copy(of: try call.own(dataset)) }
            if let manifest { return .manifest(try manifest.location()) }
            return .nothing
        }
    }

    struct Answer: Hashable, Sendable, Encodable {
        let datasetARN: String

        private enum CodingKeys: String, CodingKey {
            case datasetARN = "DatasetArn"
        }
    }
}
