import ObjectStorage

/// A manifest among those of a training or testing set.
struct Asset: Hashable, Sendable, Encodable {
    let groundTruthManifest: GroundTruthManifest?

    init(_ location: ObjectLocation) { groundTruthManifest = GroundTruthManifest(location) }

    private enum CodingKeys: String, CodingKey {
        case groundTruthManifest = "GroundTruthManifest"
    }
}

extension Asset: RequestStructure {
    init(_ members: Members) throws(RekognitionError) {
        groundTruthManifest = try members.optional(
            "GroundTruthManifest",
            StructureShape<GroundTruthManifest>()
        )
    }
}

extension Shape where Self == ListShape<StructureShape<Asset>> {
    /// The model sets no limit; Amazon's own clients send one asset.
    static var assets: Self { ListShape(StructureShape(), 0...100) }
}

extension [Asset] {
    /// The objects that are meant, in order.
    func locations() throws(RekognitionError) -> [ObjectLocation] {
        var locations: [ObjectLocation] = []
        for asset in self {
            guard let manifest = asset.groundTruthManifest else {
                throw .invalidParameter("An asset needs a GroundTruthManifest.")
            }
            locations.append(try manifest.location())
        }
        return locations
    }
}
