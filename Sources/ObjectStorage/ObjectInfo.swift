package import Foundation

/// What a writer says of an object and gets back as it was said.
package struct ObjectAttributes: Hashable, Sendable, Codable {
    package var contentType: String?
    package var cacheControl: String?
    package var contentDisposition: String?
    /// Without `aws-chunked`, which is of the transfer alone.
    package var contentEncoding: String?
    package var contentLanguage: String?
    package var expires: String?
    /// The writer's own names, in lower case, without `x-amz-meta-`.
    package var metadata: [String: String]

    /// Attributes that say nothing but, perhaps, the type.
    package init(contentType: String? = nil, metadata: [String: String] = [:]) {
        self.contentType = contentType
        self.metadata = metadata
    }
}

/// What is known of an object besides its content.
package struct ObjectInfo: Hashable, Sendable {
    package let location: ObjectLocation
    /// In bytes.
    package let size: Int64
    /// Without the quotes that HTTP puts around it.
    package let etag: String
    package let lastModified: Date
    /// The name that the writer gave; it changes nothing here.
    package let storageClass: String
    /// What the writer sent along to check the content with.
    package let checksum: Checksum?
    package let attributes: ObjectAttributes

    /// An object of the class `STANDARD`, unless said otherwise.
    package init(
        location: ObjectLocation,
        size: Int64,
        etag: String,
        lastModified: Date,
        storageClass: String = StorageClass.standard,
        checksum: Checksum? = nil,
        attributes: ObjectAttributes = ObjectAttributes()
    ) {
        self.location = location
        self.size = size
        self.etag = etag
        self.lastModified = lastModified
        self.storageClass = storageClass
        self.checksum = checksum
        self.attributes = attributes
    }

    /// The type that the writer gave.
    package var contentType: String? { attributes.contentType }
    /// The writer's own names and values.
    package var metadata: [String: String] { attributes.metadata }
}

/// The names of S3's storage classes: kept and told, for all content lies in the one place there is.
package enum StorageClass {
    /// The class of an object whose writer named none.
    package static let standard = "STANDARD"

    private static let readable: Set<String> = [
        standard, "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR",
    ]

    /// Whether objects of this class can be read without being restored first; the others are not taken.
    package static func isKnown(_ name: String) -> Bool { readable.contains(name) }
}
