/// What must hold of an object's place for a write to happen, checked together with the write.
package enum WriteCondition: Hashable, Sendable {
    /// There is no object yet: `If-None-Match: *`.
    case absent
    /// The object there has this ETag, or any for nil: `If-Match`.
    case matching(etag: String?)

    func check(_ found: ObjectInfo?, at location: ObjectLocation) throws {
        switch self {
        case .absent:
            guard found == nil else {
                throw ObjectStorageError.conditionFailed(condition: "If-None-Match", location: location)
            }
        case .matching(let etag):
            guard let found else { throw ObjectStorageError.noSuchKey(location) }
            guard etag == nil || etag == found.etag else {
                throw ObjectStorageError.conditionFailed(condition: "If-Match", location: location)
            }
        }
    }
}
