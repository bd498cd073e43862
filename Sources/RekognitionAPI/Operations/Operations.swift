/// The operations of Custom Labels, by their names on the wire.
enum Operations {
    /// What `X-Amz-Target` begins with.
    private static let targetPrefix = "RekognitionService."

    static let all: [any RekognitionOperation.Type] = [
        CopyProjectVersion.self,
        CreateDataset.self,
        CreateProject.self,
        CreateProjectVersion.self,
        DeleteDataset.self,
        DeleteProject.self,
        DeleteProjectPolicy.self,
        DeleteProjectVersion.self,
        DescribeDataset.self,
        DescribeProjects.self,
        DescribeProjectVersions.self,
        DetectCustomLabels.self,
        DistributeDatasetEntries.self,
        ListDatasetEntries.self,
        ListDatasetLabels.self,
        ListProjectPolicies.self,
        ListTagsForResource.self,
        PutProjectPolicy.self,
        StartProjectVersion.self,
        StopProjectVersion.self,
        TagResource.self,
        UntagResource.self,
        UpdateDatasetEntries.self,
    ]

    private static let byTarget = Dictionary(
        uniqueKeysWithValues: all.map { (targetPrefix + $0.name, $0) }
    )

    /// The operation that a request's `X-Amz-Target` names.
    static func named(byTarget target: String) throws(RekognitionError) -> any RekognitionOperation.Type {
        guard let operation = byTarget[target] else {
            throw RekognitionError(.unknownOperation, "There is no operation \(target.prefix(256)).")
        }
        return operation
    }
}
