/// What can be wrong with a manifest's line: Custom Labels' non-terminal errors and warnings, and two of our own.
package enum ManifestIssueCode: String, Hashable, Sendable, Codable, CaseIterable {
    case missingSourceRef = "ERROR_MISSING_SOURCE_REF"
    case invalidSourceRefFormat = "ERROR_INVALID_SOURCE_REF_FORMAT"
    case noLabelAttributes = "ERROR_NO_LABEL_ATTRIBUTES"
    case invalidLabelAttributeFormat = "ERROR_INVALID_LABEL_ATTRIBUTE_FORMAT"
    case invalidLabelAttributeMetadataFormat = "ERROR_INVALID_LABEL_ATTRIBUTE_METADATA_FORMAT"
    case noValidLabelAttributes = "ERROR_NO_VALID_LABEL_ATTRIBUTES"
    case missingBoundingBoxConfidence = "ERROR_MISSING_BOUNDING_BOX_CONFIDENCE"
    case missingClassMapID = "ERROR_MISSING_CLASS_MAP_ID"
    case invalidJSONLine = "ERROR_INVALID_JSON_LINE"
    /// Never found by reading a manifest: whoever opens the images reports it.
    case invalidImage = "ERROR_INVALID_IMAGE"
    case invalidImageDimension = "ERROR_INVALID_IMAGE_DIMENSION"
    case invalidBoundingBox = "ERROR_INVALID_BOUNDING_BOX"
    case boundingBoxTooSmall = "ERROR_BOUNDING_BOX_TOO_SMALL"
    case noValidAnnotations = "ERROR_NO_VALID_ANNOTATIONS"
    case tooManyBoundingBoxes = "ERROR_TOO_MANY_BOUNDING_BOXES"
    case unsupportedUseCaseType = "ERROR_UNSUPPORTED_USE_CASE_TYPE"
    case invalidLabelNameLength = "ERROR_INVALID_LABEL_NAME_LENGTH"
    case unannotatedRecord = "WARNING_UNANNOTATED_RECORD"
    case noAnnotations = "WARNING_NO_ANNOTATIONS"
    case noAttributeAnnotations = "WARNING_NO_ATTRIBUTE_ANNOTATIONS"
    /// AWS drops such a line from a dataset and says nothing.
    case lineTooLong = "KATMAI_LINE_TOO_LONG"
    /// AWS drops the later of two lines for the same image and says nothing.
    case duplicateSourceRef = "KATMAI_DUPLICATE_SOURCE_REF"

    /// Whether the line is used all the same, or ignored without being wrong.
    package var severity: Problem.Severity {
        rawValue.hasPrefix("WARNING_") ? .warning : .error
    }

    /// AWS's words, to the last space; where AWS documents none, ours.
    ///
    /// Of the two spellings of the warnings in AWS's guide, these are the ones in its JSON samples.
    func message(at place: ManifestIssue.Place) -> String {
        switch self {
        case .missingSourceRef: "The source-ref key is missing."
        case .invalidSourceRefFormat: "The format of the source-ref value is invalid. "
        case .noLabelAttributes: "No label attributes found."
        case .invalidLabelAttributeFormat: "The format of the label attribute \(place) is invalid."
        case .invalidLabelAttributeMetadataFormat: "The format of the label attribute metadata is invalid."
        case .noValidLabelAttributes: "No valid label attributes found."
        case .missingBoundingBoxConfidence: "One or more bounding boxes has a missing confidence value."
        case .missingClassMapID: "One of more class ids is missing from the class map."
        case .invalidJSONLine: "The JSON Line has an invalid format."
        case .invalidImage: "The image is invalid. Check S3 path and/or image properties."
        case .invalidImageDimension: "The image dimension(s) do not conform to allowed dimensions. "
        case .invalidBoundingBox: "The bounding box has off frame values."
        case .boundingBoxTooSmall: "The height and width of the bounding box is too small."
        case .noValidAnnotations: "No valid annotations found."
        case .tooManyBoundingBoxes: "There are more bounding boxes than the allowed maximum."
        case .unsupportedUseCaseType:
            "The use case type of the \(place) label attribute metadata is unsupported. Check the type field."
        case .invalidLabelNameLength: "The length of a label name is invalid."
        case .unannotatedRecord: "Record is unannotated."
        case .noAnnotations: "No annotations were found."
        case .noAttributeAnnotations: "No attribute annotations were found."
        case .lineTooLong: "The JSON Line is too long."
        case .duplicateSourceRef: "The source-ref is that of an earlier line."
        }
    }
}

/// One thing wrong with one line of a manifest.
package struct ManifestIssue: Hashable, Sendable {
    /// The part of a line that an issue is about, and where a validation manifest shows it.
    package enum Place: Hashable, Sendable, CustomStringConvertible {
        case top
        /// The label attribute of this name.
        case attribute(String)
        /// The metadata of the label attribute of this name.
        case metadata(String)
        /// A box of the label attribute of this name, by its index from 0.
        case annotation(String, Int)

        package var description: String {
            switch self {
            case .top: "top level"
            case .attribute(let name): name
            case .metadata(let name): "\(name)-metadata"
            case .annotation(let name, let index): "\(name).annotations[\(index)]"
            }
        }
    }

    package let code: ManifestIssueCode
    package let place: Place
    /// What exactly was found, in our words; never part of what AWS's clients see.
    package let detail: String?

    package init(_ code: ManifestIssueCode, at place: Place = .top, detail: String? = nil) {
        self.code = code
        self.place = place
        self.detail = detail
    }

    /// AWS's exact words.
    package var message: String { code.message(at: place) }

    /// The issue as a problem of a line, counted from 1, of a file.
    func problem(line: Int, file: String) -> Problem {
        Problem(
            severity: code.severity,
            code: code.rawValue,
            message: message,
            detail: detail,
            line: line,
            place: place.description,
            file: file
        )
    }
}
