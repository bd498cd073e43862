import Catalog
import ObjectStorage

/// What a training takes its images from.
enum TrainingSource: Hashable, Sendable {
    case projectDatasets
    /// A manifest, with another to test on; nil takes a fifth of the first.
    case manifests(training: ObjectLocation, testing: ObjectLocation?)
}

extension TrainingRequest {
    /// Reads what the request says of its data.
    ///
    /// Throws `invalidRequest` for what is neither of AWS's two ways: both sets named, or none.
    func source() throws -> TrainingSource {
        guard let training else {
            guard testing == nil else {
                throw ProjectError.invalidRequest("TestingData is given without TrainingData.")
            }
            return .projectDatasets
        }
        guard let testing else {
            throw ProjectError.invalidRequest("TrainingData is given without TestingData.")
        }
        guard training.count == 1, let manifest = training.first else {
            throw ProjectError.invalidRequest("TrainingData must have exactly one asset.")
        }
        if testing.splitsTraining {
            guard testing.manifests.isEmpty else {
                throw ProjectError.invalidRequest("TestingData has assets, and AutoCreate is true.")
            }
            return .manifests(training: manifest, testing: nil)
        }
        guard testing.manifests.count == 1, let test = testing.manifests.first else {
            throw ProjectError.invalidRequest("TestingData must have exactly one asset, or AutoCreate.")
        }
        return .manifests(training: manifest, testing: test)
    }
}

extension CatalogReader {
    /// Refuses a source that does not go with what the project has.
    func check(_ source: TrainingSource, for project: ProjectRecord) throws {
        let training = try dataset(.train, ofProject: project.id)
        let test = try dataset(.test, ofProject: project.id)
        switch source {
        case .manifests:
            guard training == nil, test == nil else {
                throw ProjectError.invalidRequest(
                    "The project has datasets: TrainingData and TestingData cannot be given."
                )
            }
        case .projectDatasets:
            guard let training else {
                throw ProjectError.invalidRequest("The project has no training dataset.")
            }
            for dataset in [training, test].compactMap(\.self) where !dataset.status.isSettled {
                throw ProjectError.datasetBusy(dataset.reference(in: project.name), dataset.status)
            }
        }
    }
}
