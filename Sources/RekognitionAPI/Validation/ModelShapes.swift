/// The scalar shapes of the service model, by its names and with its rules (`rekognition/2016-06-27/service-2.json`).
extension Shape where Self == StringShape {
    static var projectName: StringShape { StringShape(1...255, .name) }
    static var versionName: StringShape { StringShape(1...255, .name) }
    static var versionDescription: StringShape { StringShape(1...255, .versionDescription) }
    static var datasetLabel: StringShape { StringShape(1...255, .label) }
    static var queryString: StringShape { StringShape(1...2048, .query) }
    static var extendedPaginationToken: StringShape { StringShape(0...1024) }
    static var kmsKeyID: StringShape { StringShape(1...2048, .kmsKey) }
    static var projectPolicyName: StringShape { StringShape(1...128, .name) }
    static var projectPolicyRevisionID: StringShape { StringShape(0...64, .policyRevision) }
    static var projectPolicyDocument: StringShape { StringShape(1...2000, .policyDocument) }
    static var s3Bucket: StringShape { StringShape(3...255, .bucket) }
    static var s3KeyPrefix: StringShape { StringShape(0...1024) }
    static var s3ObjectName: StringShape { StringShape(1...1024) }
    static var s3ObjectVersion: StringShape { StringShape(1...1024) }
    static var tagKey: StringShape { StringShape(1...128, .tagKey) }
    static var tagValue: StringShape { StringShape(0...256, .tagValue) }
    static var resourceARN: StringShape { StringShape(20...2048) }
}

extension Shape where Self == IntegerShape {
    static var inferenceUnits: IntegerShape { IntegerShape(1) }
    /// `MaxResults` of DetectCustomLabels.
    static var maximumDetections: IntegerShape { IntegerShape(0) }

    /// `MaxResults` of a listing; over the largest page Amazon answers with a code that the model does not have.
    static func pageSize(upTo largest: Int) -> IntegerShape {
        IntegerShape(1, maximum: largest, overCode: .validation)
    }
}

extension Shape where Self == PercentShape {
    static var percent: PercentShape { PercentShape() }
}

extension Shape where Self == BooleanShape {
    static var boolean: BooleanShape { BooleanShape() }
}

extension Shape where Self == BlobShape {
    static var groundTruth: BlobShape { BlobShape(maximum: 5_242_880) }
    /// The model's 5 MB do not bind: the largest image is a limit of the use case, which has an error of its own.
    static var image: BlobShape { BlobShape(maximum: nil) }
}

extension Shape where Self == ListShape<StringShape> {
    static var projectNames: Self { ListShape(.projectName, 1...10) }
    static var versionNames: Self { ListShape(.versionName, 1...10) }
    static var datasetLabels: Self { ListShape(.datasetLabel, 1...10) }
    static var tagKeys: Self { ListShape(.tagKey, 0...200) }
}

extension Shape where Self == MapShape {
    static var tags: MapShape { MapShape(.tagKey, .tagValue, maximum: 200) }
}
