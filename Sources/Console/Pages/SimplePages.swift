/// Where somebody signs in.
struct SignInPage: ConsolePage {
    static let template = "sign-in"

    let shell: Shell
    let problem: String?
    /// Where to go then.
    let next: String
}

/// What a one-time link shows: the browser goes on by itself, as a page of the same site, with its new cookie.
struct SignedInPage: ConsolePage {
    static let template = "signed-in"

    let shell: Shell
    let next: String
}

/// What cannot be shown, and why.
struct FailurePage: ConsolePage {
    static let template = "failure"

    let shell: Shell
    let status: String
    let message: String
    let backURL: String
}

/// A step that needs a trained version, where there is none.
struct NoVersionPage: ConsolePage {
    static let template = "no-version"

    let shell: Shell
    let rail: Rail
    let project: String
    /// `evaluate` or `use`.
    let step: String
    let trainURL: String
    let isTraining: Bool
    /// Whether the newest training has failed.
    let hasFailed: Bool
    /// The newest training; nil where there was none.
    let trainingURL: String?
}
