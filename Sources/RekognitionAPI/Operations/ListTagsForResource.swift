import Catalog
import Projects

/// Lists the tags of a project, a dataset or a version.
struct ListTagsForResource: RekognitionOperation {
    let resource: ResourceName<ResourceReference>

    init(_ members: Members) throws(RekognitionError) {
        resource = try members.required("ResourceArn", .taggedResource)
    }

    func answer(to call: Call) async throws -> Answer {
        Answer(tags: try await call.useCases.tags.all(of: call.own(resource)))
    }

    struct Answer: Hashable, Sendable, Encodable {
        /// Always there, even when empty.
        let tags: [String: String]

        private enum CodingKeys: String, CodingKey {
            case tags = "Tags"
        }
    }
}
