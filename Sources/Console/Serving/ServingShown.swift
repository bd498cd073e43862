/// How a version is served, as the page of its use shows it.
struct ServingShown: Hashable, Sendable {
    struct Unit: Hashable, Sendable {
        let number: String
        let state: String
        let memory: String?
        let answered: String
    }

    let mode: String
    let isOnDemand: Bool
    let isManual: Bool
    /// Whose the mode is.
    let source: String
    let load: String
    let memory: String?
    let units: [Unit]
    let hasUnits: Bool
    let unloadsIn: String?
    let idleSeconds: String
    /// A tag that was passed over, in a sentence.
    let tagProblem: String?
}

/// What a version did, and what Rekognition would have charged.
struct UsageShown: Hashable, Sendable {
    struct Month: Hashable, Sendable {
        let month: String
        let calls: String
        let cold: String
        let warm: String
        let failed: String
        let coldTime: String?
        let warmTime: String?
        /// That Rekognition would have charged.
        let hours: String
        /// For those hours, such as "$4.00".
        let dollars: String
    }

    let months: [Month]
    let hasMonths: Bool
    /// Of an inference unit and an hour, at AWS on `rateDate`.
    let rate: String
    let rateDate: String
}
