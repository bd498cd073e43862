/// The figures that Custom Labels' manifest summary gives for one manifest, under its keys.
package struct ManifestStatistics: Hashable, Sendable, Codable {
    /// What the manifest can train: a classifier, a detector, or nothing yet.
    package enum UseCase: String, Hashable, Sendable, Codable {
        case imageLevelLabels = "IMAGE_LEVEL_LABELS"
        case objectLocalization = "OBJECT_LOCALIZATION"
        case notDetermined = "NOT_DETERMINED"
    }

    /// A failure as the summary writes it.
    package struct Failure: Hashable, Sendable, Codable {
        package var code: ManifestContentFailure
        package var message: String

        /// The failure with its code's own message.
        package init(_ code: ManifestContentFailure) {
            self.code = code
            message = code.message
        }
    }

    /// AWS does not say how it chooses; here boxes on at least one valid line make it object localization.
    package var useCase: UseCase
    /// Valid, invalid and ignored lines together; blank lines count.
    package var totalLines: Int
    package var validLines: Int
    /// Blank lines count here.
    package var invalidLines: Int
    package var ignoredLines: Int
    /// Numbers, from 1, of the lines with errors, in order; a line that lost a box is among them and yet valid.
    package var errorLineIndices: [Int]
    package var errors: [Failure]

    enum CodingKeys: String, CodingKey {
        case useCase = "use_case"
        case totalLines = "total_json_lines"
        case validLines = "valid_json_lines"
        case invalidLines = "invalid_json_lines"
        case ignoredLines = "ignored_json_lines"
        case errorLineIndices = "error_json_line_indices"
        case errors
    }
}

extension ManifestStatistics {
    init(useCase: UseCase, entries: [Entry], failures: [ManifestContentFailure]) {
        self.init(
            useCase: useCase,
            totalLines: entries.count,
            validLines: entries.count { $0.status == .valid },
            invalidLines: entries.count { $0.status == .invalid },
            ignoredLines: entries.count { $0.status == .ignored },
            errorLineIndices: entries.compactMap { entry in
                entry.issues.contains { $0.code.severity == .error } ? entry.line : nil
            },
            errors: failures.map(Failure.init)
        )
    }
}
