@testable import Console

/// The pages of trainings and versions.
extension SamplePages {
    private static let remark = TrainPage.Remark(text: hostile, url: "/i", action: "Add images")

    static let train = TrainPage(
        shell: shell("train"),
        rail: rail,
        project: hostile,
        suggestedName: "v2",
        trainImages: "160 images",
        testImages: "40",
        labels: "1 label",
        unlabelled: "3",
        isReady: true,
        obstacles: [remark],
        warnings: [remark],
        duration: "about 4 minutes",
        defaults: TrainPage.Defaults(inputSize: "320", epochs: "20", seed: "0"),
        inputSizes: [TrainPage.Size(value: "320", isDefault: true)],
        startVersions: [TrainPage.Named(name: "v1")],
        hasStartVersions: true
    )

    static let training = TrainingPage(
        shell: shell("training"),
        rail: rail,
        project: hostile,
        version: "v2",
        trainingURL: "/t",
        status: "training",
        statusKind: "warn",
        isRunning: true,
        isFailed: true,
        isDone: true,
        isCancelled: true,
        failure: VersionReason(
            text: hostile,
            mend: VersionReason.Mend(text: hostile, url: "/i", title: "Look")
        ),
        evaluateURL: "/e",
        useURL: "/u",
        trainURL: "/n",
        started: when,
        attempts: "2",
        hasLog: true
    )

    private static let figure = EvaluatePage.Figure(value: "0.91", low: "0.84", high: "0.96")

    static let evaluate = EvaluatePage(
        shell: shell("evaluate"),
        rail: rail,
        project: hostile,
        version: "v1",
        versionURL: "/v",
        versions: [EvaluatePage.Version(name: "v1", url: "/e", isCurrent: true)],
        hasVersions: true,
        hasModel: true,
        evaluations: [
            EvaluatePage.Evaluation(id: "4", title: "Later", when: when, detail: hostile, isCurrent: true)
        ],
        hasEvaluation: true,
        reason: hostile,
        isTraining: true,
        figures: EvaluatePage.Figures(f1: figure, precision: figure, recall: figure, ap50: figure),
        testImages: "40 test images",
        objects: "44 objects",
        labels: [
            EvaluatePage.Label(
                name: hostile,
                f1: "0.91",
                precision: "0.95",
                recall: "0.88",
                threshold: "0.46",
                images: "40"
            )
        ],
        labelsWithoutTestImages: [EvaluatePage.Named(name: hostile)],
        notes: [EvaluatePage.Note(text: hostile)],
        emptyImages: EvaluatePage.EmptyImages(shown: "4 test images show", falseAlarms: "1", per100: "25.0"),
        servedThreshold: "0.50",
        trainURL: "/t",
        trainingURL: "/t",
        testURL: "/i",
        useURL: "/u"
    )

    static let use = UsePage(
        shell: shell("use"),
        rail: rail,
        project: hostile,
        version: "v1",
        versionURL: "/v",
        versions: [EvaluatePage.Version(name: "v1", url: "/u", isCurrent: true)],
        arn: "arn",
        endpoint: "http://localhost:8080",
        region: "us-east-1",
        status: "running",
        statusKind: "right",
        isRunning: true,
        isStopped: true,
        isBusy: true,
        message: hostile,
        units: "1",
        maximumUnits: "2",
        snippets: Snippet.all(arn: "arn", endpoint: "http://localhost:8080", region: "us-east-1"),
        hasModel: true,
        bundleTarURL: "/tar",
        bundleZipURL: "/zip",
        onnxURL: "/onnx",
        thresholds: [UsePage.Threshold(label: hostile, assumed: "0.46")],
        hasThresholds: true,
        servedThreshold: "0.50",
        serving: ServingShown(
            mode: "on-demand",
            isOnDemand: true,
            isManual: true,
            source: "the server's",
            load: "loaded",
            memory: "200 MB",
            units: [ServingShown.Unit(number: "1", state: "ready", memory: "200 MB", answered: "12")],
            hasUnits: true,
            unloadsIn: "4 minutes",
            idleSeconds: "300",
            tagProblem: hostile
        ),
        usage: UsageShown(
            months: [
                UsageShown.Month(
                    month: "2026-11",
                    calls: "12",
                    cold: "1",
                    warm: "11",
                    failed: "0",
                    coldTime: "0.20 s",
                    warmTime: "0.02 s",
                    hours: "1.0",
                    dollars: "$4.00"
                )
            ],
            hasMonths: true,
            rate: "$4.00",
            rateDate: "2026-07-01"
        )
    )
}
