package import Catalog
package import TrainingRuns

/// Everything one can do to projects, put together once: what the doors are given.
package struct UseCases: Sendable {
    package let account: Account
    package let limits: Limits
    package let projects: ProjectLibrary
    package let datasets: DatasetLibrary
    package let entries: DatasetEntryList
    package let labels: DatasetLabelList
    package let versions: VersionLibrary
    package let models: ModelRunner
    package let policies: PolicyLibrary
    package let tags: TagLibrary
    package let trainings: TrainingQueue
    /// Works on datasets in the background.
    package let datasetWork: DatasetWork
    /// Copies and deletes versions in the background.
    package let versionWork: VersionWork
    /// For people who label.
    package let labelling: Labelling
    package let photos: Photos
    package let evaluations: Evaluations
    package let trainingViews: TrainingViews
    package let overviews: ProjectOverviews
    /// Makes thumbnails in the background.
    package let photoWork: PhotoWork
    /// Tests versions again in the background.
    package let evaluationWork: EvaluationWork

    /// Puts the use cases together; nothing happens before `run` of `models`, `trainings` and the works is called.
    ///
    /// - Parameters:
    ///   - workshop: What they share.
    ///   - settings: For every training.
    ///   - concurrentTrainings: The most trainings at one time.
    ///   - serving: For every version that does not say otherwise.
    package init(
        workshop: Workshop,
        settings: TrainingSettings,
        concurrentTrainings: Int,
        serving: ServingSettings = ServingSettings()
    ) {
        account = workshop.account
        limits = workshop.limits
        projects = ProjectLibrary(workshop: workshop)
        datasets = DatasetLibrary(workshop: workshop)
        entries = DatasetEntryList(workshop: workshop)
        labels = DatasetLabelList(workshop: workshop)
        versions = VersionLibrary(workshop: workshop)
        models = ModelRunner(workshop: workshop, serving: serving)
        policies = PolicyLibrary(workshop: workshop)
        tags = TagLibrary(workshop: workshop)
        trainings = TrainingQueue(
            workshop: workshop,
            settings: settings,
            concurrency: concurrentTrainings
        )
        datasetWork = DatasetWork(workshop: workshop)
        versionWork = VersionWork(workshop: workshop, models: models)
        let shelf = ReportShelf(workshop: workshop)
        photos = Photos(workshop: workshop, shelf: shelf)
        labelling = Labelling(workshop: workshop, photos: photos, shelf: shelf)
        evaluations = Evaluations(workshop: workshop, shelf: shelf)
        trainingViews = TrainingViews(workshop: workshop)
        overviews = ProjectOverviews(workshop: workshop)
        photoWork = PhotoWork(workshop: workshop, photos: photos)
        evaluationWork = EvaluationWork(workshop: workshop)
    }
}
