import CTorch

/// What a tensor's elements are.
package enum ElementType: Sendable {
    case float32
    case int64
    case uint8
    case bool

    /// Bytes of one element.
    package var byteCount: Int {
        switch self {
        case .float32: 4
        case .int64: 8
        case .uint8, .bool: 1
        }
    }

    var code: ct_element_type {
        switch self {
        case .float32: CT_FLOAT32
        case .int64: CT_INT64
        case .uint8: CT_UINT8
        case .bool: CT_BOOL
        }
    }

    init?(code: ct_element_type) {
        switch code {
        case CT_FLOAT32: self = .float32
        case CT_INT64: self = .int64
        case CT_UINT8: self = .uint8
        case CT_BOOL: self = .bool
        default: return nil
        }
    }
}
