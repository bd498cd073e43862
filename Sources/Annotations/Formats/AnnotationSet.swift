/// What an annotation file says: its images with their labels, and what is wrong with it.
package struct AnnotationSet: Sendable {
    /// The format the set was read from.
    package let format: AnnotationFormat
    /// In the file's order: of a manifest every line, blank and invalid ones too; of a COCO file every image.
    package let entries: [Entry]
    /// The names of the labels, each once: of a manifest in order of first appearance on valid lines, of a COCO file in
    /// the order of its categories, including those without a box.
    package let labels: [String]
    /// In the file's order.
    package let problems: [Problem]
    /// The figures of the manifest summary; nil unless the set was read from a manifest.
    package let statistics: ManifestStatistics?
    /// The whole file where the format is one document and not lines; nil for manifests and for sets made here.
    package let document: [UInt8]?

    package init(
        format: AnnotationFormat,
        entries: [Entry],
        labels: [String],
        problems: [Problem] = [],
        statistics: ManifestStatistics? = nil,
        document: [UInt8]? = nil
    ) {
        self.format = format
        self.entries = entries
        self.labels = labels
        self.problems = problems
        self.statistics = statistics
        self.document = document
    }

    /// Makes a set of images that come from no file; labels are in order of first appearance.
    package init(format: AnnotationFormat, images: [AnnotatedImage]) {
        var seen: Set<String> = []
        let labels = images.flatMap(\.annotations).map(\.label).filter { seen.insert($0).inserted }
        self.init(format: format, entries: images.map { Entry(image: $0) }, labels: labels)
    }

    /// The images of every entry that is not invalid, unlabelled ones included (see `AnnotatedImage.state`).
    package var images: [AnnotatedImage] {
        entries.compactMap { $0.status == .invalid ? nil : $0.image }
    }

    /// The images that train and count in an evaluation, those without an object included.
    package var labelledImages: [AnnotatedImage] {
        images.filter { $0.state == .labelled }
    }

    /// The set with other names for its images' sources; entries that hold no usable image are left out.
    package func renamingSources(_ name: (String) -> String) -> AnnotationSet {
        let renamed = images.map { image in
            var renamed = image
            renamed.source = name(image.source)
            return Entry(image: renamed)
        }
        return AnnotationSet(format: format, entries: renamed, labels: labels)
    }
}

/// One line of a manifest, or one image of another file.
package struct Entry: Sendable {
    /// What becomes of an entry, in the words of the manifest summary.
    package enum Status: String, Sendable, Codable {
        /// Used for training, as AWS counts it.
        case valid
        /// Left out because of an error.
        case invalid
        /// Left out by AWS without being wrong: without boxes, not labelled, or of the other use case. Images somebody
        /// has labelled as empty are among them; they train here all the same.
        case ignored
    }

    package let status: Status
    /// The image; nil where an invalid line names none.
    package let image: AnnotatedImage?
    /// The labels that hold for the whole image, for a classifier; a detector makes no use of them.
    package let imageLabels: [String]
    /// The line in the file, from 1; nil for an entry made here.
    package let line: Int?
    /// The line with its end, byte for byte as it was read; nil for formats without lines and for entries made here.
    package let original: ArraySlice<UInt8>?
    /// What is wrong with a manifest's line.
    package let issues: [ManifestIssue]

    package init(
        status: Status,
        image: AnnotatedImage?,
        imageLabels: [String] = [],
        line: Int?,
        original: ArraySlice<UInt8>?,
        issues: [ManifestIssue] = []
    ) {
        self.status = status
        self.image = image
        self.imageLabels = imageLabels
        self.line = line
        self.original = original
        self.issues = issues
    }

    /// Makes an entry for an image that was changed or never stood in a file.
    package init(image: AnnotatedImage) {
        self.init(status: .valid, image: image, line: nil, original: nil)
    }
}
