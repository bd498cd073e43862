/// Where an object lies: `s3://bucket/key`.
///
/// Keys are bytes: two texts that only look alike, as an accent written in one or in two code points, are two keys.
package struct ObjectLocation: Sendable {
    package let bucket: String
    package let key: String

    package init(bucket: String, key: String) {
        self.bucket = bucket
        self.key = key
    }
}

extension ObjectLocation: Hashable {
    package static func == (left: ObjectLocation, right: ObjectLocation) -> Bool {
        left.bucket.utf8.elementsEqual(right.bucket.utf8) && left.key.utf8.elementsEqual(right.key.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(Array(bucket.utf8))
        hasher.combine(Array(key.utf8))
    }
}

extension ObjectLocation: CustomStringConvertible {
    package var description: String { "s3://\(bucket)/\(key)" }
}
