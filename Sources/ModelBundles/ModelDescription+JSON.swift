package import FoundationEssentials

extension ModelDescription {
    /// The bytes of a `model.json`: keys sorted, indented, so that two bundles can be compared line by line.
    package func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }

    /// Reads the bytes of a `model.json`; `file` is its name in errors.
    ///
    /// The version is looked at first: of a newer major version nothing else is assumed.
    package init(json: Data, file: String) throws(ModelBundleError) {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        do {
            let version = try decoder.decode(VersionOnly.self, from: json).version
            guard version.major <= FormatVersion.current.major else {
                throw ModelBundleError.newerFormat(file: file, version: version)
            }
            self = try decoder.decode(ModelDescription.self, from: json)
        } catch let error as ModelBundleError {
            throw error
        } catch {
            throw ModelBundleError(unreadable: json, file: file, error: error)
        }
        if let problem = firstProblem() {
            throw .badDescription(file: file, place: problem.place, problem: problem.sentence)
        }
    }

    private struct VersionOnly: Decodable {
        var version: FormatVersion

        enum CodingKeys: String, CodingKey {
            case version = "format_version"
        }
    }

    private struct Problem {
        var place: String
        var sentence: String
    }

    /// What the types cannot forbid and inference relies on.
    private func firstProblem() -> Problem? {
        if labels.isEmpty { return Problem(place: "labels", sentence: "a model needs at least one label") }
        if Set(labels).count != labels.count {
            return Problem(place: "labels", sentence: "a label is listed twice")
        }
        if thresholds.count != labels.count {
            return Problem(
                place: "thresholds",
                sentence: "\(thresholds.count) thresholds for \(labels.count) labels"
            )
        }
        if let wrong = thresholds.compactMap({ $0 }).first(where: { !(0...1).contains($0) }) {
            return Problem(place: "thresholds", sentence: "\(wrong) is not between 0 and 1")
        }
        if inputSize <= 0 || inputSize % 32 != 0 {
            return Problem(place: "input_size", sentence: "\(inputSize) is not a positive multiple of 32")
        }
        if !(0...1).contains(suppression.iou) || !(0...1).contains(suppression.scoreFloor) {
            return Problem(place: "suppression", sentence: "iou and score_floor lie between 0 and 1")
        }
        if suppression.candidatesPerLabel < 1 || suppression.detectionsPerLabel < 1 {
            return Problem(place: "suppression", sentence: "the limits per label are at least 1")
        }
        if let path = files.keys.sorted().first(where: { !ModelBundle.isInside($0) }) {
            return Problem(place: "files", sentence: "\"\(path)\" leads out of the bundle")
        }
        return nil
    }
}

extension ModelBundleError {
    /// Turns what the JSON decoder threw into a place that a person can find.
    fileprivate init(unreadable json: Data, file: String, error: any Error) {
        switch error {
        case DecodingError.dataCorrupted(let context) where context.codingPath.isEmpty:
            let line = JSONSyntax.firstErrorLine(in: json)
            self = .notJSON(file: file, line: line ?? 1)
        case DecodingError.dataCorrupted(let context):
            self = .badDescription(
                file: file,
                place: Self.place(context.codingPath),
                problem: context.debugDescription
            )
        case DecodingError.keyNotFound(let key, let context):
            let place = Self.place(context.codingPath + [key])
            self = .badDescription(file: file, place: place, problem: "it is not there")
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            let place = Self.place(context.codingPath)
            self = .badDescription(file: file, place: place, problem: context.debugDescription)
        default:
            self = .badDescription(file: file, place: "the file", problem: "\(error)")
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        path.map(\.stringValue).joined(separator: ".")
    }
}
