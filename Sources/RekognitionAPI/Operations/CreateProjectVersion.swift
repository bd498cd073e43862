import Catalog
import Projects

/// Starts the training of a version.
struct CreateProjectVersion: RekognitionOperation {
    let project: ResourceName<ProjectReference>
    let versionName: String
    let output: OutputPlace
    let training: Training?
    let testing: Testing?
    let tags: [String: String]
    let kmsKeyID: String?
    let versionDescription: String?

    init(_ members: Members) throws(RekognitionError) {
        project = try members.required("ProjectArn", .projectARN)
        versionName = try members.required("VersionName", .versionName)
        output = try members.required("OutputConfig", StructureShape<OutputConfig>()).place()
        training = try members.optional("TrainingData", StructureShape<Training>())
        testing = try members.optional("TestingData", StructureShape<Testing>())
        tags = try members.optional("Tags", .tags) ?? [:]
        kmsKeyID = try members.optional("KmsKeyId", .kmsKeyID)
        versionDescription = try members.optional("VersionDescription", .versionDescription)
        let feature = try members.optional("FeatureConfig", StructureShape<FeatureConfig>())
        guard feature?.contentModeration == nil else {
            throw .invalidParameter("FeatureConfig is for projects of the feature CONTENT_MODERATION.")
        }
    }

    func answer(to call: Call) async throws -> VersionAnswer {
        let request = TrainingRequest(
            project: try call.own(project),
            versionName: versionName,
            output: output,
            training: try training?.assets.locations(),
            testing: try testing?.request(),
            kmsKeyID: kmsKeyID,
            versionDescription: versionDescription,
            tags: tags
        )
        let version = try await call.useCases.versions.create(request)
        return VersionAnswer(versionARN: call.account.arn(of: version))
    }

    /// The service model's TrainingData.
    struct Training: Hashable, Sendable, RequestStructure {
        let assets: [Asset]

        init(_ members: Members) throws(RekognitionError) {
            assets = try members.optional("Assets", .assets) ?? []
        }
    }

    /// The service model's TestingData.
    struct Testing: Hashable, Sendable, RequestStructure {
        let assets: [Asset]
        let autoCreate: Bool

        init(_ members: Members) throws(RekognitionError) {
            assets = try members.optional("Assets", .assets) ?? []
            autoCreate = try members.optional("AutoCreate", .boolean) ?? false
        }

        fileprivate func request() throws(RekognitionError) -> TrainingRequest.Testing {
            TrainingRequest.Testing(manifests: try assets.locations(), splitsTraining: autoCreate)
        }
    }
}

/// The answer of operations that begin to make a version.
struct VersionAnswer: Hashable, Sendable, Encodable {
    let versionARN: String

    private enum CodingKeys: String, CodingKey {
        case versionARN = "ProjectVersionArn"
    }
}
