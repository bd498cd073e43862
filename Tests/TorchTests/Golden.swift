import Foundation
import Testing
import Torch

extension Tag {
    /// Uses libtorch.
    @Tag static var torch: Self
}

/// One case of a file that `Goldens/make_goldens.py` wrote: fields by name.
struct Golden {
    /// A field of a case: PyTorch's tensors, numbers, or lists of them.
    enum Field: Decodable {
        case tensor(Values)
        case tensors([Values])
        case number(Double)
        case numbers([Double])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let value = try? container.decode(Double.self) {
                self = .number(value)
            } else if let values = try? container.decode([Double].self) {
                self = .numbers(values)
            } else if let tensors = try? container.decode([Values].self) {
                self = .tensors(tensors)
            } else {
                self = .tensor(try container.decode(Values.self))
            }
        }
    }

    struct Values: Decodable {
        let shape: [Int]
        let values: [Float]

        func tensor() throws -> Tensor { try Tensor(values, shape: shape) }
    }

    private let fields: [String: Field]

    init(_ name: String, in file: String = "operations") throws {
        let data = try Data(contentsOf: try resource("Goldens/\(file).json"))
        let cases = try JSONDecoder().decode([String: [String: Field]].self, from: data)
        fields = try #require(cases[name])
    }

    func values(_ name: String) throws -> Values {
        guard case .tensor(let values) = fields[name] else { throw GoldenError(field: name) }
        return values
    }

    func tensor(_ name: String) throws -> Tensor { try values(name).tensor() }

    func tensors(_ name: String) throws -> [Values] {
        guard case .tensors(let values) = fields[name] else { throw GoldenError(field: name) }
        return values
    }

    func number(_ name: String) throws -> Double {
        guard case .number(let value) = fields[name] else { throw GoldenError(field: name) }
        return value
    }

    func numbers(_ name: String) throws -> [Double] {
        guard case .numbers(let values) = fields[name] else { throw GoldenError(field: name) }
        return values
    }
}

struct GoldenError: Error {
    let field: String
}

/// A file or folder of the test target.
func resource(_ path: String) throws -> URL {
    let folder = try #require(Bundle.module.resourceURL)
    return folder.appendingPathComponent(path)
}

/// Compares with PyTorch's values: |difference| at most `tolerance` * (1 + |expected|).
func expect(
    _ tensor: Tensor,
    equals expected: Golden.Values,
    tolerance: Float = 1e-5,
    _ comment: Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    #expect(tensor.shape == expected.shape, comment, sourceLocation: sourceLocation)
    let worst = zip(try tensor.floats(), expected.values)
        .map { $0 == $1 ? 0 : abs($0 - $1) / (1 + abs($1)) }
        // A difference that is no number must fail, too.
        .reduce(0 as Float) { $1 <= $0 ? $0 : $1 }
    #expect(worst <= tolerance, comment, sourceLocation: sourceLocation)
}
