import TrainingRuns

/// Why a training could not go on.
package enum TrainingError: Error, Equatable, CustomStringConvertible {
    case unknownJobFormat(Int)
    case noTrainingImages
    case noObjects
    case noLabels
    case unknownLabel(String, image: String)
    case nonFiniteLoss(epoch: Int, step: Int, images: [String])
    case incompleteCheckpoint(missing: String)

    package var description: String {
        switch self {
        case .unknownJobFormat(let format):
            "the job file has format \(format); this trainer reads format \(TrainingJob.currentFormat): use the trainer of the "
                + "same Katmai"
        case .noTrainingImages:
            "there is no labelled image to learn from"
        case .noObjects:
            "no training image has a box: mark at least one object"
        case .noLabels:
            "the job names no label"
        case .unknownLabel(let label, let image):
            "\(image) has the label \"\(label)\", which the job does not list"
        case .nonFiniteLoss(let epoch, let step, let images):
            "the loss stopped being a number in epoch \(epoch), step \(step), with the images "
                + images.joined(separator: ", ") + ": try a lower --learning-rate"
        case .incompleteCheckpoint(let missing):
            "the checkpoint lacks \(missing): remove the run folder and train anew"
        }
    }
}
