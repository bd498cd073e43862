/// How long to train depends on what the weights know already (`docs/recipe.md`).
extension TrainingStart {
    /// Images a step: fewer where a detector starts, which needs steps more than it needs smooth ones.
    package var defaultBatchSize: Int {
        switch self {
        case .imageNet: 8
        case .bundle: 4
        }
    }

    /// As many epochs as show about 6,400 images to a new detector, and half of that to one that knows objects.
    ///
    /// Several labels take longer to be told apart: 9,000 then (playing cards: AP50 .92 after 20 epochs, .97 after 30). There
    /// are bounds for all: a large set needs some passes, and a small one is known by heart after many.
    package func defaultEpochs(trainingImages: Int, labels: Int) -> Int {
        switch self {
        case .imageNet: Self.epochs(showing: 6400, of: trainingImages, within: 20...60)
        case .bundle: Self.epochs(showing: labels > 1 ? 9000 : 3200, of: trainingImages, within: 20...30)
        }
    }

    private static func epochs(showing views: Int, of images: Int, within bounds: ClosedRange<Int>) -> Int {
        min(max(views / max(images, 1), bounds.lowerBound), bounds.upperBound)
    }
}
