package import Catalog
package import ObjectStorage

/// What CreateProjectVersion asks for, as it was sent; the library judges it.
package struct TrainingRequest: Hashable, Sendable {
    /// What was said of the testing set.
    package struct Testing: Hashable, Sendable {
        /// None where `Assets` was absent or empty.
        package var manifests: [ObjectLocation]
        /// Whether a fifth of the training set is to be split off.
        package var splitsTraining: Bool

        package init(manifests: [ObjectLocation], splitsTraining: Bool) {
            self.manifests = manifests
            self.splitsTraining = splitsTraining
        }
    }

    package var project: ProjectReference
    package var versionName: String
    package var output: OutputPlace
    /// The manifests of `TrainingData`; nil where that was absent.
    package var training: [ObjectLocation]?
    /// Nil where `TestingData` was absent.
    package var testing: Testing?
    package var kmsKeyID: String?
    package var versionDescription: String?
    package var tags: [String: String]
    /// Katmai's own: what to do otherwise than the server's settings say.
    package var choices: TrainingChoices

    package init(
        project: ProjectReference,
        versionName: String,
        output: OutputPlace,
        training: [ObjectLocation]? = nil,
        testing: Testing? = nil,
        kmsKeyID: String? = nil,
        versionDescription: String? = nil,
        tags: [String: String] = [:],
        choices: TrainingChoices = TrainingChoices()
    ) {
        self.choices = choices
        self.project = project
        self.versionName = versionName
        self.output = output
        self.training = training
        self.testing = testing
        self.kmsKeyID = kmsKeyID
        self.versionDescription = versionDescription
        self.tags = tags
    }
}

/// What CopyProjectVersion asks for.
package struct CopyRequest: Hashable, Sendable {
    package var sourceProject: ProjectReference
    package var source: VersionReference
    package var destination: ProjectReference
    package var versionName: String
    package var output: OutputPlace
    package var kmsKeyID: String?
    package var tags: [String: String]

    package init(
        sourceProject: ProjectReference,
        source: VersionReference,
        destination: ProjectReference,
        versionName: String,
        output: OutputPlace,
        kmsKeyID: String? = nil,
        tags: [String: String] = [:]
    ) {
        self.sourceProject = sourceProject
        self.source = source
        self.destination = destination
        self.versionName = versionName
        self.output = output
        self.kmsKeyID = kmsKeyID
        self.tags = tags
    }
}
