import JSONText

/// SageMaker Ground Truth manifests as Rekognition Custom Labels reads them: JSON Lines, one image a line.
package enum GroundTruthManifest {
    /// Reads a manifest line by line: a bad line costs that line.
    ///
    /// Whether the manifest does for training stands in the set's `statistics.errors`: one with too many invalid lines is
    /// read all the same, so that it can be shown and repaired.
    package static func lines(
        of bytes: [UInt8],
        file: String,
        limits: ManifestLimits = .customLabels
    ) throws(ManifestFileFailure) -> AnnotationSet {
        guard bytes.count <= limits.fileBytes else { throw .sizeTooLarge }
        var lines = JudgedLines(limits: limits)
        for line in ManifestLines(bytes) {
            guard line.number <= limits.lines else { throw .rowsExceedMaximum }
            lines.add(line, of: bytes)
        }
        guard lines.haveContent else { throw .empty }
        return lines.annotationSet(of: bytes, file: file)
    }
}

extension GroundTruthManifest: AnnotationFileFormat {
    /// A manifest's first line is an object of its own; where that line is broken, one of the others names an image.
    static func recognises(_ bytes: [UInt8]) -> Bool {
        let first = ManifestLines(bytes).first { line in !bytes[line.content].allSatisfy(JudgedLines.isSpace)
        }
        guard let first else { return true }
        if let object = shortObject(in: bytes, first.content) { return object["images"] == nil }
        return ManifestLines(bytes).prefix(1000).contains {
            shortObject(in: bytes, $0.content)?["source-ref"] != nil
        }
    }

    /// The object that a line consists of; nil for anything else, and for lines far beyond a manifest's, which are
    /// likely a whole document.
    private static func shortObject(in bytes: [UInt8], _ range: Range<Int>) -> JSONObject? {
        guard range.count < 4 * ManifestLimits.customLabels.lineCharacters else { return nil }
        // Only a question here; who reads the line reports what is wrong with it.
        return (try? JSONReader.value(in: bytes, range: range))?.asObject
    }

    static func read(
        _ bytes: [UInt8],
        file: String,
        limits: ManifestLimits
    ) throws(AnnotationFileError) -> AnnotationSet {
        let set: AnnotationSet
        do throws(ManifestFileFailure) {
            set = try lines(of: bytes, file: file, limits: limits)
        } catch {
            throw .manifest(error, file: file)
        }
        if let statistics = set.statistics,
            statistics.errors.contains(where: { $0.code == .tooManyInvalidRows })
        {
            throw .tooManyInvalidRows(file: file, statistics: statistics, problems: set.problems)
        }
        return set
    }

    static func bytes(of set: AnnotationSet, _ options: WritingOptions) throws(AnnotationFileError) -> [UInt8]
    {
        var writer = GroundTruthWriter(labels: set.labels, options: options)
        for entry in set.entries { try writer.write(entry, keepsOriginal: set.format == .groundTruth) }
        return writer.bytes
    }
}
