package import Catalog

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
}
