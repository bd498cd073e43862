/// Why a manifest cannot be read at all: Custom Labels' terminal manifest file errors, as far as a file shows them.
///
/// No validation manifest is written after one of these.
package enum ManifestFileFailure: String, Error, Hashable, Codable, CaseIterable {
    case inaccessibleOrUnsupportedFormat = "ERROR_MANIFEST_INACCESSIBLE_OR_UNSUPPORTED_FORMAT"
    case empty = "ERROR_EMPTY_MANIFEST"
    case sizeTooLarge = "ERROR_MANIFEST_SIZE_TOO_LARGE"
    case rowsExceedMaximum = "ERROR_MANIFEST_ROWS_EXCEEDS_MAXIMUM"

    /// AWS's exact words.
    package var message: String {
        switch self {
        case .inaccessibleOrUnsupportedFormat: "The manifest file extension or contents are invalid."
        case .empty: "The manifest file is empty."
        case .sizeTooLarge: "The manifest file size exceeds the maximum supported size."
        case .rowsExceedMaximum: "The manifest file has too many rows."
        }
    }
}

/// Why a manifest's content does not do for training: Custom Labels' terminal manifest content errors, as far as the
/// manifests themselves show them.
package enum ManifestContentFailure: String, Hashable, Sendable, Codable, CaseIterable {
    case tooManyInvalidRows = "ERROR_TOO_MANY_INVALID_ROWS_IN_MANIFEST"
    case imagesInMultipleBuckets = "ERROR_IMAGES_IN_MULTIPLE_S3_BUCKETS"
    case tooFewLabels = "ERROR_MANIFEST_TOO_FEW_LABELS"
    case tooManyLabels = "ERROR_MANIFEST_TOO_MANY_LABELS"
    case tooFewUsableLabels = "ERROR_MANIFEST_TOO_FEW_USABLE_LABELS"
    /// Of two manifests together.
    case insufficientLabelOverlap = "ERROR_INSUFFICIENT_LABEL_OVERLAP"
    /// Of two manifests together.
    case insufficientUsableLabelOverlap = "ERROR_INSUFFICIENT_USABLE_LABEL_OVERLAP"

    /// AWS's exact words.
    package var message: String {
        switch self {
        case .tooManyInvalidRows: "The manifest file contains too many invalid rows."
        case .imagesInMultipleBuckets: "The manifest file contains images from multiple S3 buckets."
        case .tooFewLabels: "The manifest file has too few labels."
        case .tooManyLabels: "The manifest file has too many labels."
        case .tooFewUsableLabels: "The manifest file has too few usable labels."
        case .insufficientLabelOverlap:
            "Less than 50% label overlap between the training and testing manifest files."
        case .insufficientUsableLabelOverlap:
            "Less than 50% usable label overlap between the training and testing manifest files."
        }
    }
}
