/// The one account of a home, made at the first start and kept.
package struct Account: Hashable, Sendable {
    /// Twelve digits.
    package let id: String
    /// Such as `us-east-1`.
    package let region: String
    /// 32 random bytes that never leave the server: what keeps page tokens from being forged.
    package let secret: [UInt8]

    package init(id: String, region: String, secret: [UInt8]) {
        self.id = id
        self.region = region
        self.secret = secret
    }

    /// `arn:aws:rekognition:<region>:<account>:project/<name>/<number>`.
    package func arn(of project: ProjectReference) -> String {
        "\(prefix)project/\(project.name)/\(project.number)"
    }

    /// `arn:aws:rekognition:<region>:<account>:project/<project>/dataset/<train or test>/<number>`.
    package func arn(of dataset: DatasetReference) -> String {
        "\(prefix)project/\(dataset.project)/dataset/\(dataset.type.rawValue.lowercased())/\(dataset.number)"
    }

    /// `arn:aws:rekognition:<region>:<account>:project/<project>/version/<name>/<number>`.
    package func arn(of version: VersionReference) -> String {
        "\(prefix)project/\(version.project)/version/\(version.name)/\(version.number)"
    }

    private var prefix: String { "arn:aws:rekognition:\(region):\(id):" }
}
