import Catalog

/// An ARN of one kind of resource.
struct ResourceNameShape<Reference: NamedResource>: Shape {
    func value(of json: JSONValue, at path: MemberPath) throws(RekognitionError) -> ResourceName<Reference> {
        let text = try StringShape.resourceARN.value(of: json, at: path)
        guard let name = ResourceName<Reference>(text) else {
            throw .violation(of: .pattern(Reference.pattern), by: text, at: path)
        }
        return name
    }
}

extension Shape where Self == ResourceNameShape<ProjectReference> {
    static var projectARN: Self { ResourceNameShape() }
}

extension Shape where Self == ResourceNameShape<DatasetReference> {
    static var datasetARN: Self { ResourceNameShape() }
}

extension Shape where Self == ResourceNameShape<VersionReference> {
    static var projectVersionARN: Self { ResourceNameShape() }
}
