import Foundation
import Testing

/// What botocore's model says of the inputs of Custom Labels (`Goldens/make_service_model.py`).
struct ServiceModel: Decodable {
    struct Shape: Decodable {
        let type: String
        let min: Int?
        let max: Int?
        let pattern: String?
        let `enum`: [String]?
        let required: [String]?
        let members: [String: String]?
        let element: String?
        let value: String?
    }

    /// An operation's name to that of its input's shape.
    let operations: [String: String]
    let shapes: [String: Shape]

    static func load() throws -> ServiceModel {
        let url = try #require(Bundle.module.url(forResource: "Goldens/service_model", withExtension: "json"))
        return try JSONDecoder().decode(ServiceModel.self, from: Data(contentsOf: url))
    }

    /// A shape of the model, which has all that its own shapes name.
    func shape(_ name: String) throws -> Shape { try #require(shapes[name]) }
}
