package import Annotations

/// How many and how large things may be; the two profiles differ in what only protects AWS's fleet.
package struct Limits: Hashable, Sendable {
    package var projects: Int
    package var versionsPerProject: Int
    package var concurrentTrainings: Int
    package var concurrentCopies: Int
    package var runningModels: Int
    package var inferenceUnitsPerModel: Int
    package var policiesPerProject: Int
    package var tagsPerResource: Int
    package var manifest: ManifestLimits
    /// Bytes of an image sent with a request.
    package var imageBytes: Int
    /// Bytes of an image in S3.
    package var storedImageBytes: Int
    /// Allowed pixels of an image's width and of its height.
    package var imageSide: ClosedRange<Int>
    /// Whether WebP is refused, which AWS does not read.
    package var refusesWebP: Bool

    /// All of AWS's quotas.
    package static let aws = Limits(
        projects: 100,
        versionsPerProject: 100,
        concurrentTrainings: 2,
        concurrentCopies: 5,
        runningModels: 2,
        inferenceUnitsPerModel: 5,
        policiesPerProject: 5,
        tagsPerResource: 200,
        manifest: .customLabels,
        imageBytes: 4 << 20,
        storedImageBytes: 15 << 20,
        imageSide: 64...4096,
        refusesWebP: true
    )

    /// AWS's quotas without those that protect AWS's machines alone.
    package static let own = {
        var limits = aws
        limits.projects = 10_000
        limits.versionsPerProject = 10_000
        limits.concurrentTrainings = 1000
        limits.concurrentCopies = 1000
        limits.runningModels = 1000
        limits.inferenceUnitsPerModel = 1000
        limits.manifest.labels = 10_000
        limits.manifest.boxesPerImage = 10_000
        limits.manifest.imageSide = 1...20_000
        limits.manifest.aspectRatio = 20_000
        limits.storedImageBytes = 512 << 20
        limits.imageSide = 1...20_000
        limits.refusesWebP = false
        return limits
    }()
}
