import Catalog
import Testing

@testable import RekognitionAPI

@Test func `the names that the server gives read back`() {
    #expect(ResourceName<ProjectReference>(Sample.projectARN)?.reference == Sample.project)
    #expect(ResourceName<DatasetReference>(Sample.datasetARN)?.reference == Sample.dataset)
    #expect(ResourceName<VersionReference>(Sample.versionARN)?.reference == Sample.version)
    #expect(ResourceName<ResourceReference>(Sample.versionARN)?.reference == .version(Sample.version))
    #expect(ResourceName<ResourceReference>(Sample.datasetARN)?.reference == .dataset(Sample.dataset))
    #expect(ResourceName<ResourceReference>(Sample.projectARN)?.reference == .project(Sample.project))
}

@Test func `region and account are kept`() {
    let name = ResourceName<ProjectReference>("arn:aws-cn:rekognition:cn-north-1:123456789012:project/a/1")
    #expect(name?.region == "cn-north-1")
    #expect(name?.account == "123456789012")
}

@Test(arguments: [
    "", "project/bears/1",
    "arn:aws:rekognition:us-east-1:111122223333:project/bears",
    "arn:aws:rekognition:us-east-1:111122223333:project/bears/",
    "arn:aws:rekognition:us-east-1:111122223333:project/bears/1/2",
    "arn:aws:rekognition:us-east-1:111122223333:project/be ars/1",
    "arn:aws:rekognition:us-east-1:111122223333:project//1",
    "arn:aws:rekognition:us-east-1:111122223333:project/bears/x",
    "arn:aws:rekognition:us-east-1:111122223333:project/bears/1\n",
    "arn:aws:rekognition:us-east-1:11112222333:project/bears/1",
    "arn:aws:rekognition:US-EAST-1:111122223333:project/bears/1",
    "arn:aws:rekognition::111122223333:project/bears/1",
    "arn:aws:s3:us-east-1:111122223333:project/bears/1",
    "urn:aws:rekognition:us-east-1:111122223333:project/bears/1",
    "arn:aws:rekognition:us-east-1:111122223333:project/bears/version/v1/1",
])
func `what is no project's name does not read`(text: String) {
    #expect(ResourceName<ProjectReference>(text) == nil)
}

@Test func `types of datasets are in lower case`() {
    let prefix = "arn:aws:rekognition:us-east-1:111122223333:project/bears/dataset"
    #expect(ResourceName<DatasetReference>("\(prefix)/test/1")?.reference.type == .test)
    #expect(ResourceName<DatasetReference>("\(prefix)/TEST/1") == nil)
    #expect(ResourceName<DatasetReference>("\(prefix)/other/1") == nil)
}

@Test func `a number that no resource can have reads all the same`() {
    let prefix = "arn:aws:rekognition:us-east-1:111122223333:project/bears"
    for digits in ["99999999999999999999", "0016"] {
        #expect(ResourceName<ProjectReference>("\(prefix)/\(digits)")?.reference.number == -1)
    }
}

@Test func `tags are for what is here`() {
    let collection = "arn:aws:rekognition:us-east-1:111122223333:collection/faces"
    let cases = [(collection, ErrorCode.resourceNotFound), ("no name at all, but long", .invalidParameter)]
    for (name, code) in cases {
        #expect(refusal(of: ListTagsForResource.self, #"{"ResourceArn":"\#(name)"}"#)?.code == code)
    }
}

private func refusal(_ name: String) -> RekognitionError? {
    do throws(RekognitionError) {
        guard let name = ResourceName<ProjectReference>(name) else { return nil }
        _ = try Sample.account.own(name, asking: "DeleteProject")
        return nil
    } catch {
        return error
    }
}

@Test func `what is of another account is denied in Amazon's words`() {
    #expect(refusal(Sample.projectARN) == nil)
    let other = "arn:aws:rekognition:us-east-1:444455556666:project/bears/1"
    #expect(
        refusal(other)
            == RekognitionError(
                .accessDenied,
                "User: arn:aws:iam::111122223333:root is not authorized to perform: rekognition:DeleteProject "
                    + "on resource: \(other)"
            )
    )
}

@Test func `what is of another region is not found`() {
    #expect(refusal("arn:aws:rekognition:eu-west-1:111122223333:project/bears/1")?.code == .resourceNotFound)
}

@Test func `patterns of names are told in the model's words`() throws {
    let shapes = try ServiceModel.load().shapes
    #expect(ProjectReference.pattern == shapes["ProjectArn"]?.pattern)
    #expect(DatasetReference.pattern == shapes["DatasetArn"]?.pattern)
    #expect(VersionReference.pattern == shapes["ProjectVersionArn"]?.pattern)
}
