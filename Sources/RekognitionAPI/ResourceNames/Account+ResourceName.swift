import Catalog

extension Account {
    /// What an ARN of this account names; `operation` is what was to be done with it.
    func own<Reference: NamedResource>(
        _ name: ResourceName<Reference>,
        asking operation: String
    ) throws(RekognitionError) -> Reference {
        guard name.account == id else {
            throw RekognitionError(
                .accessDenied,
                "User: arn:aws:iam::\(id):root is not authorized to perform: rekognition:\(operation) "
                    + "on resource: \(name.text)"
            )
        }
        guard name.region == region else {
            throw RekognitionError(
                .resourceNotFound,
                "There is no resource \(name.text): this server's region is \(region)."
            )
        }
        return name.reference
    }
}
