import Foundation
import Projects

@testable import Console

/// One of each page, with every list filled and nothing left out: so each name in a template has its value.
enum SamplePages {
    /// What a person or a file could be called.
    static let hostile = #"<img src=x onerror="alert('1')">&"#
    private static let now = Date(timeIntervalSince1970: 1_690_556_751)
    static let when = When(now - 7200, now: now)

    static let all: [any ConsolePage] = [
        projects, project, dataset, editor, train, training, evaluate, use, settings,
        NoVersionPage(
            shell: shell("no-version"),
            rail: rail,
            project: hostile,
            step: "use",
            trainURL: "/t",
            isTraining: true,
            hasFailed: true,
            trainingURL: "/v"
        ),
        SignInPage(shell: shell("sign-in"), problem: hostile, next: "/_/"),
        SignedInPage(shell: shell("signed-in"), next: "/_/"),
        FailurePage(shell: shell("failure"), status: "404", message: hostile, backURL: "/_/"),
    ]

    static func shell(_ page: String) -> Shell {
        Shell(
            title: hostile,
            csrf: "token",
            page: page,
            script: "/_/static/\(page).js",
            version: "1.0.0",
            isSignedIn: true,
            breadcrumbs: [Shell.Breadcrumb(title: hostile, url: "/_/")],
            account: "111122223333"
        )
    }

    static let rail = Rail(
        project: hostile,
        projectURL: "/p",
        next: hostile,
        nextURL: "/n",
        nextTitle: "Next",
        steps: [
            Rail.Step(
                number: 1,
                title: "Images",
                url: "/i",
                detail: "200",
                isDone: true,
                hasFailed: true,
                isNext: true,
                isCurrent: true
            )
        ]
    )

    private static let projects = ProjectsPage(
        shell: shell("projects"),
        isEmpty: false,
        cards: [
            ProjectsPage.Card(
                name: hostile,
                url: "/p",
                badge: "F1 0.91",
                badgeKind: "right",
                detail: hostile,
                images: "200",
                labels: "1",
                versions: "3",
                f1: "0.91",
                thumbnails: [ProjectsPage.Thumbnail(url: "/t")],
                hasThumbnails: true,
                isDeleting: false
            )
        ]
    )

    private static let project = ProjectPage(
        shell: shell("project"),
        rail: rail,
        name: hostile,
        arn: "arn",
        images: "200 images",
        labels: "1 label",
        hasVersions: true,
        versions: [
            ProjectPage.Row(
                name: "v1",
                url: "/v",
                status: "trained",
                statusKind: "right",
                message: hostile,
                f1: "0.91",
                precision: "0.95",
                recall: "0.88",
                images: "160",
                trained: when,
                serving: "on demand, loaded",
                isTraining: false,
                isTrained: true,
                isFailed: false,
                isCancelled: false,
                evaluateURL: "/e",
                useURL: "/u",
                trainingURL: "/t",
                canDelete: true
            )
        ],
        canDelete: true,
        month: MonthShown(
            requests: "12 requests",
            hours: "1.0 hours",
            dollars: "$4.00",
            rate: "$4.00",
            rateDate: "2026-07-01"
        )
    )

    private static let dataset = DatasetPage(
        shell: shell("dataset"),
        rail: rail,
        project: hostile,
        set: "train",
        isTrain: true,
        tabs: [
            DatasetPage.Tab(
                set: "train",
                title: "Training",
                count: "160",
                url: "/i",
                isCurrent: true,
                exists: true
            )
        ],
        exists: true,
        otherExists: true,
        datasetURL: "/d",
        otherDatasetURL: "/o",
        status: hostile,
        statusKind: "warn",
        isBusy: true,
        isFailed: true,
        hasEntries: true,
        entries: "160 images",
        labelled: "100",
        unlabelled: "60",
        errors: "1",
        boxes: "217 boxes",
        hasErrors: true,
        problems: "2",
        hasProblems: true,
        labels: [DatasetPage.Label(name: hostile, images: "90 images", boxes: "217 boxes", share: "100")],
        hasLabels: true,
        canSplit: true,
        versions: [DatasetPage.Named(name: "v1")],
        otherDatasets: [DatasetPage.Choice(value: "wolves/train", title: hostile)],
        editorURL: "/l"
    )

    private static let editor = EditorPage(
        shell: shell("editor"),
        project: hostile,
        set: "train",
        datasetURL: "/d",
        entry: "5",
        labels: [EditorPage.Label(name: hostile, key: "1")],
        versions: [EditorPage.Version(name: "v1", isLatest: true)],
        hasVersions: true,
        backURL: "/i"
    )

    private static let settings = SettingsPage(
        shell: shell("settings"),
        keys: [SettingsPage.Key(id: "AKIA", isEnabled: true, created: when, isLast: true)],
        endpoint: "http://localhost:8080",
        region: "us-east-1",
        account: "111122223333",
        home: hostile,
        settings: [SettingsPage.Setting(name: "host", value: hostile, explanation: "where")],
        hosts: [SettingsPage.Named(name: "localhost")]
    )
}
