import Annotations
import Evaluation
import InferenceUnits

/// Collects what came of the test images.
struct TestedImages {
    private(set) var images: [TestedImage] = []
    /// Where each of `images` came from.
    private(set) var sources: [NamedImage] = []
    /// For each of `images` its line in the manifest, from 0; nil unless all have one.
    var lines: [Int]? {
        let known = numbers.compactMap(\.self)
        return known.count == numbers.count ? known : nil
    }
    /// Images that could not be looked at: they are not in the figures.
    private(set) var failures = 0
    private var numbers: [Int?] = []
    private var progress: ProgressLine
    private var done = 0

    init(total: Int) {
        progress = ProgressLine(total: total)
    }

    /// Takes what came of the next image.
    mutating func take(_ outcome: DetectionRun.Outcome, _ member: LabelledImages.Member) {
        done += 1
        switch outcome.result {
        case .success(let found):
            let annotated = member.annotated
            if let stated = annotated.size, stated != found.size {
                progress.clear()
                Terminal.note(
                    "\(annotated.source): the file says \(stated.width) x \(stated.height) pixels, the image has "
                        + "\(found.size.width) x \(found.size.height); its boxes may be displaced"
                )
            }
            let tested = TestedImage(
                id: annotated.source,
                size: found.size,
                truths: annotated.annotations,
                detections: found.detections
            )
            images.append(tested)
            sources.append(outcome.image)
            numbers.append(member.line.map { $0 - 1 })
        case .failure(let failure):
            failures += 1
            progress.clear()
            Terminal.note("\(failure)")
        }
        progress.update(done: done)
    }

    /// Says what was left out.
    mutating func finish() {
        progress.clear()
        if failures > 0 {
            Terminal.note("\(failures) of \(done) images could not be looked at and are not in the figures")
        }
    }
}
