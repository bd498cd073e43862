import Foundation
import SwiftProtobuf

extension ONNXValue.Element {
    /// ONNX's number for this type.
    var code: Int32 {
        let type: ONNXTensorProto.DataType =
            switch self {
            case .float32: .float
            case .uint8: .uint8
            case .int64: .int64
            }
        return Int32(type.rawValue)
    }
}

extension ONNXAttributeProto {
    static func integer(_ name: String, _ value: Int) -> Self {
        .with {
            $0.name = name
            $0.i = Int64(value)
            $0.type = .int
        }
    }

    static func integers(_ name: String, _ values: [Int]) -> Self {
        .with {
            $0.name = name
            $0.ints = values.map(Int64.init)
            $0.type = .ints
        }
    }

    static func text(_ name: String, _ value: String) -> Self {
        .with {
            $0.name = name
            $0.s = Data(value.utf8)
            $0.type = .string
        }
    }
}

extension ONNXValue {
    /// Name, element type and shape as the file holds them.
    var message: ONNXValueInfoProto {
        .with {
            $0.name = name
            $0.type.tensorType.elemType = element.code
            $0.type.tensorType.shape.dim = shape.map(\.message)
        }
    }
}

extension ONNXValue.Dimension {
    var message: ONNXTensorShapeProto.Dimension {
        .with {
            switch self {
            case .fixed(let size): $0.dimValue = Int64(size)
            case .batch: $0.dimParam = description
            }
        }
    }
}
