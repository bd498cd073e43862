import Catalog
import Projects

/// Puts tags on a project, a dataset or a version.
struct TagResource: RekognitionOperation {
    let resource: ResourceName<ResourceReference>
    let tags: [String: String]

    init(_ members: Members) throws(RekognitionError) {
        resource = try members.required("ResourceArn", .taggedResource)
        tags = try members.required("Tags", .tags)
    }

    func answer(to call: Call) async throws -> EmptyAnswer {
        try await call.useCases.tags.add(tags, to: call.own(resource))
        return EmptyAnswer()
    }
}
