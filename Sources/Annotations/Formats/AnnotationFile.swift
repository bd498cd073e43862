package import Foundation

/// Annotation files on disk, in any of the formats known.
package enum AnnotationFile {
    /// Reads a file; what it holds, not what it is called, tells its format.
    ///
    /// Problems with single lines, images or boxes are in the set; only what leaves nothing to work with is thrown, and a
    /// manifest of which too many lines are invalid (`ManifestLimits.invalidLinesPercent`).
    package static func read(
        contentsOf url: URL,
        limits: ManifestLimits = .localFiles
    ) throws(AnnotationFileError) -> AnnotationSet {
        let data: Data
        do {
            // Asked first, so that a file of many gigabytes is refused before it takes memory.
            let size = try url.resourceValues(forKeys: [.fileSizeKey]).fileSize
            if let size, size > limits.fileBytes {
                throw AnnotationFileError.manifest(.sizeTooLarge, file: url.relativePath)
            }
            data = try Data(contentsOf: url)
        } catch let error as AnnotationFileError {
            throw error
        } catch {
            let isMissing = (error as? CocoaError)?.code == .fileReadNoSuchFile
            let reason = isMissing ? "there is no such file" : error.localizedDescription
            throw .inaccessible(file: url.relativePath, reason: reason)
        }
        return try read([UInt8](data), file: url.relativePath, limits: limits)
    }

    /// Reads a file's bytes; `file` is the name that problems give.
    package static func read(
        _ bytes: [UInt8],
        file: String,
        limits: ManifestLimits = .localFiles
    ) throws(AnnotationFileError) -> AnnotationSet {
        guard let format = AnnotationFormat.allCases.first(where: { $0.implementation.recognises(bytes) })
        else {
            throw .unknownFormat(file: file)
        }
        return try format.implementation.read(bytes, file: file, limits: limits)
    }

    /// The bytes of a file that holds a set.
    ///
    /// In the format that the set was read from they are the bytes read, entry by entry or for the document as a whole.
    package static func bytes(
        of set: AnnotationSet,
        as format: AnnotationFormat,
        options: WritingOptions
    ) throws(AnnotationFileError) -> [UInt8] {
        try format.implementation.bytes(of: set, options)
    }

    /// Writes a set to a file, whole or not at all, and not over another unless that is asked for.
    package static func write(
        _ set: AnnotationSet,
        as format: AnnotationFormat,
        to url: URL,
        options: WritingOptions,
        overwriting: Bool = false
    ) throws(AnnotationFileError) {
        let bytes = try bytes(of: set, as: format, options: options)
        guard overwriting || !FileManager.default.fileExists(atPath: url.path) else {
            throw .alreadyExists(file: url.relativePath)
        }
        do {
            try Data(bytes).write(to: url, options: .atomic)
        } catch {
            throw .inaccessible(file: url.relativePath, reason: error.localizedDescription)
        }
    }
}
