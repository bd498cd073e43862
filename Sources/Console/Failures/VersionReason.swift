import Annotations
import Catalog
import Projects

/// Why there is no model, to somebody who has never seen a manifest, and where that is mended.
///
/// A version's own message has AWS's words, which clients of its API go by.
struct VersionReason: Hashable, Sendable {
    struct Mend: Hashable, Sendable {
        let text: String
        let url: String
        let title: String
    }

    let text: String
    /// Nil where nothing can be done on a page.
    let mend: Mend?
}

extension VersionReason {
    /// What a version's message says, where that is known; else the message itself.
    init(_ message: String, project: String) {
        if let failure = ManifestContentFailure.allCases.first(where: { $0.message == message }) {
            self = Self.content(failure, project)
        } else {
            self = Self.training(message, project)
        }
    }

    private static func training(_ message: String, _ project: String) -> VersionReason {
        switch message {
        case ManifestFileFailure.empty.message: content(.tooFewLabels, project)
        case VersionMessage.noAutosplit:
            VersionReason(
                text: "There are too few labelled images to set some of them aside for the test.",
                mend: Mend(
                    text: "At least half of the labels have to be on two images or more.",
                    url: Address.editor(project, .train),
                    title: "Label images"
                )
            )
        case VersionMessage.noImages:
            VersionReason(
                text: "None of the images could be read: their files are gone, or may not be read.",
                mend: .images(project, .train, "Bring them in again, or remove them.")
            )
        case VersionMessage.noOutput:
            VersionReason(
                text: "The results could not be written to the bucket that was named for them.",
                mend: nil
            )
        default:
            VersionReason(
                text: message.replacing(
                    VersionMessage.serviceFault,
                    with: "Something went wrong in Katmai itself."
                ),
                mend: nil
            )
        }
    }

    private static func content(_ failure: ManifestContentFailure, _ project: String) -> VersionReason {
        switch failure {
        case .tooFewLabels:
            VersionReason(
                text: "There is no box to learn from, in the training images or in the test images.",
                mend: Mend(
                    text: "Draw boxes around what is to be found.",
                    url: Address.editor(project, .train),
                    title: "Label images"
                )
            )
        case .tooFewUsableLabels:
            VersionReason(
                text: "No image with a box can be used, of the training images or of the test images.",
                mend: .problems(project)
            )
        case .tooManyInvalidRows:
            VersionReason(text: "Too many of the images cannot be used.", mend: .problems(project))
        case .tooManyLabels:
            VersionReason(
                text: "There are more labels than one model can learn.",
                mend: .images(project, .train, "Give things that need not be told apart the same label.")
            )
        case .imagesInMultipleBuckets:
            VersionReason(
                text: "The images lie in more than one bucket.",
                mend: .images(project, .train, "Bring them all in from one place.")
            )
        case .insufficientLabelOverlap, .insufficientUsableLabelOverlap:
            VersionReason(
                text: "The test images show other things than the training images.",
                mend: .images(project, .test, "At least half of the labels have to be in both sets.")
            )
        }
    }
}

extension VersionReason.Mend {
    fileprivate static func images(_ project: String, _ type: DatasetType, _ text: String) -> Self {
        Self(text: text, url: Address.images(project, type), title: "Go to the images")
    }

    fileprivate static func problems(_ project: String) -> Self {
        Self(
            text: "What is wrong stands beside each of them.",
            url: Address.images(project, .train) + "&errors=1",
            title: "Look at the images with problems"
        )
    }
}
