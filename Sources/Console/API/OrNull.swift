/// A property that stands in the JSON as `null` where it has no value, so that a shape always has all its keys.
@propertyWrapper
struct OrNull<Value> {
    var wrappedValue: Value?

    /// Said here so that a shape's own initialiser takes values and not wrappers.
    init(wrappedValue value: Value?) {
        wrappedValue = value
    }
}

extension OrNull: Sendable where Value: Sendable {}
extension OrNull: Equatable where Value: Equatable {}
extension OrNull: Hashable where Value: Hashable {}

extension OrNull: Encodable where Value: Encodable {
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(wrappedValue)
    }
}
