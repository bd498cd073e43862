import Annotations
import Projects

extension ManifestIssueCode {
    /// What is wrong, to somebody who draws boxes; nil for what only the author of a manifest can have done, who knows AWS's words.
    var words: String? {
        switch self {
        case .invalidImage: "The picture cannot be read: its file is gone, broken, or may not be read."
        case .invalidImageDimension: "The picture is too small or too large."
        case .invalidBoundingBox: "A box reaches beyond the picture."
        case .boundingBoxTooSmall: "A box is too small to be learned from."
        case .noValidAnnotations: "None of its boxes can be used."
        case .tooManyBoundingBoxes: "It has more boxes than one picture may have."
        case .invalidLabelNameLength: "The name of a label is empty or too long."
        case .unannotatedRecord, .noAnnotations, .noAttributeAnnotations: "It has no label yet."
        case .invalidJSONLine: "The line is not JSON."
        case .lineTooLong: "The line is too long."
        case .duplicateSourceRef: "The image is there already, by an earlier line."
        case .missingSourceRef, .invalidSourceRefFormat, .noLabelAttributes, .invalidLabelAttributeFormat,
            .invalidLabelAttributeMetadataFormat, .noValidLabelAttributes, .missingBoundingBoxConfidence,
            .missingClassMapID, .unsupportedUseCaseType:
            nil
        }
    }
}

extension EntryIssue {
    /// The message for people.
    var words: String { ManifestIssueCode(rawValue: code)?.words ?? message }
}

extension ImportProblem {
    /// The message for people.
    var words: String { ManifestIssueCode(rawValue: code)?.words ?? message }
}
