import Catalog
import Projects

/// Takes tags off a project, a dataset or a version.
struct UntagResource: RekognitionOperation {
    let resource: ResourceName<ResourceReference>
    let tagKeys: [String]

    init(_ members: Members) throws(RekognitionError) {
        resource = try members.required("ResourceArn", .taggedResource)
        tagKeys = try members.required("TagKeys", .tagKeys)
    }

    func answer(to call: Call) async throws -> EmptyAnswer {
        try await call.useCases.tags.remove(tagKeys, from: call.own(resource))
        return EmptyAnswer()
    }
}
