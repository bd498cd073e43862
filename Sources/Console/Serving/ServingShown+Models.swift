import Catalog
import Foundation
import Projects

extension ServingShown {
    /// A version as serving sees it now.
    init(_ model: ServedModel) {
        mode = model.mode == .onDemand ? "on demand" : "manual"
        isOnDemand = model.mode == .onDemand
        isManual = model.mode == .manual
        source =
            switch model.source {
            case .version: "this version's own"
            case .tag: "that of the tag \(ServingTag.key)"
            case .server: "the server's"
            }
        load = model.load.rawValue
        memory = model.memoryBytes > 0 ? Words.size(Int(model.memoryBytes)) : nil
        units = model.units.map(Unit.init)
        hasUnits = !model.units.isEmpty
        unloadsIn = model.secondsUntilUnload.map(Words.duration)
        idleSeconds = "\(model.idleSeconds)"
        tagProblem = model.tagProblem.map { "The tag \(ServingTag.key) says \($0), which is no mode." }
    }
}

extension ServingShown.Unit {
    fileprivate init(_ unit: ServedUnit) {
        number = "\(unit.number)"
        state = unit.state.rawValue
        memory = unit.memoryBytes.map { Words.size(Int($0)) }
        answered = Words.count(unit.answered)
    }
}

extension UsageShown {
    /// What a version did, the newest month first.
    init(_ report: UsageReport) {
        months = report.months.map(Month.init)
        hasMonths = !months.isEmpty
        rate = Words.dollars(report.hourlyDollars)
        rateDate = report.hourlyDollarsDate
    }
}

extension UsageShown.Month {
    fileprivate init(_ usage: ModelUsage) {
        month = usage.month
        calls = Words.count(usage.calls)
        cold = Words.count(usage.coldCalls)
        warm = Words.count(usage.warmCalls)
        failed = Words.count(usage.failedCalls)
        coldTime = usage.cold.percentile(50).map(Words.seconds)
        warmTime = usage.warm.percentile(50).map(Words.seconds)
        hours = String(format: "%.1f", usage.rekognitionHours)
        dollars = Words.dollars(usage.rekognitionDollars)
    }
}
