import Catalog
import Projects

/// Copies a trained version to another project.
struct CopyProjectVersion: RekognitionOperation {
    let sourceProject: ResourceName<ProjectReference>
    let source: ResourceName<VersionReference>
    let destination: ResourceName<ProjectReference>
    let versionName: String
    let output: OutputPlace
    let tags: [String: String]
    let kmsKeyID: String?

    init(_ members: Members) throws(RekognitionError) {
        sourceProject = try members.required("SourceProjectArn", .projectARN)
        source = try members.required("SourceProjectVersionArn", .projectVersionARN)
        destination = try members.required("DestinationProjectArn", .projectARN)
        versionName = try members.required("VersionName", .versionName)
        output = try members.required("OutputConfig", StructureShape<OutputConfig>()).place()
        tags = try members.optional("Tags", .tags) ?? [:]
        kmsKeyID = try members.optional("KmsKeyId", .kmsKeyID)
    }

    func answer(to call: Call) async throws -> VersionAnswer {
        let request = CopyRequest(
            sourceProject: try call.own(sourceProject),
            source: try call.own(source),
            destination: try call.own(destination),
            versionName: versionName,
            output: output,
            kmsKeyID: kmsKeyID,
            tags: tags
        )
        let version = try await call.useCases.versions.copy(request)
        return VersionAnswer(versionARN: call.account.arn(of: version))
    }
}
