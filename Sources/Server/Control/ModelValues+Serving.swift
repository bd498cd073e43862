import Catalog
import Projects

extension ListedModel {
    init(_ model: ServedModel, _ account: Account) {
        project = model.version.project
        version = model.version.name
        arn = account.arn(of: model.version)
        status = model.status.rawValue
        mode = model.mode.rawValue
        modeFrom = model.source.rawValue
        idleSeconds = model.idleSeconds
        isStarted = model.isPinned
        minimumUnits = model.minimumUnits
        maximumUnits = model.maximumUnits
        load = model.load.rawValue
        units = model.units.map { unit in
            ListedUnit(
                number: unit.number,
                state: unit.state.rawValue,
                threads: unit.threads,
                memoryBytes: unit.memoryBytes,
                process: unit.processIdentifier,
                answered: unit.answered
            )
        }
        waiting = model.waiting
        asked = model.asked
        memoryBytes = model.memoryBytes
        secondsUntilUnload = model.secondsUntilUnload
        tagProblem = model.tagProblem
    }
}

extension ListedUsage {
    /// What a report says of one month, or of all.
    init(_ report: UsageReport, month: String?, _ account: Account) {
        hourlyDollars = report.hourlyDollars
        hourlyDollarsDate = report.hourlyDollarsDate
        months = report.months.filter { month == nil || $0.month == month }.map { ListedMonth($0, account) }
    }

    /// Whether a text is a month, such as `2026-11`.
    static func isMonth(_ text: String) -> Bool {
        text.wholeMatch(of: #/\d{4}-(0[1-9]|1[0-2])/#) != nil
    }
}

extension ListedMonth {
    init(_ usage: ModelUsage, _ account: Account) {
        project = usage.version.project
        version = usage.version.name
        arn = account.arn(of: usage.version)
        isDeleted = usage.isDeleted
        month = usage.month
        calls = usage.calls
        coldCalls = usage.coldCalls
        warmCalls = usage.warmCalls
        failedCalls = usage.failedCalls
        loads = usage.loads
        busySeconds = usage.busySeconds
        unitSeconds = usage.unitSeconds
        startedUnitSeconds = usage.startedUnitSeconds
        cold = ListedLatency(usage.cold)
        warm = ListedLatency(usage.warm)
        peakBytes = usage.peakBytes
        firstCall = usage.firstCall
        lastCall = usage.lastCall
        rekognitionHours = usage.rekognitionHours
        rekognitionDollars = usage.rekognitionDollars
    }
}

extension ListedLatency {
    /// Nil where nothing was answered.
    init?(_ histogram: LatencyHistogram) {
        guard let p50 = histogram.percentile(50), let p95 = histogram.percentile(95),
            let p99 = histogram.percentile(99)
        else { return nil }
        self.init(
            p50: p50 * 1000,
            p95: p95 * 1000,
            p99: p99 * 1000,
            longest: histogram.longest * 1000
        )
    }
}
