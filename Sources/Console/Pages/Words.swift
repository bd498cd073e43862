import Catalog
import Foundation

/// Figures and states in the words that pages show.
enum Words {
    /// Such as 0.91.
    static func share(_ value: Double) -> String { String(format: "%.2f", value) }

    /// Such as 1,204.
    static func count(_ number: Int) -> String {
        let digits = Array(String(abs(number)))
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0 && (digits.count - place) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return number < 0 ? "-\(text)" : text
    }

    /// Such as "1 image", "1,204 images".
    static func count(_ number: Int, _ thing: String, _ things: String? = nil) -> String {
        "\(count(number)) \(number == 1 ? thing : things ?? thing + "s")"
    }

    /// Such as "4.2 MB".
    static func size(_ bytes: Int) -> String {
        let units = ["B", "kB", "MB", "GB", "TB"]
        var value = Double(bytes)
        var unit = 0
        while value >= 1000 && unit + 1 < units.count {
            value /= 1000
            unit += 1
        }
        return unit == 0 || value >= 100
            ? "\(Int(value.rounded())) \(units[unit])" : String(format: "%.1f %@", value, units[unit])
    }

    /// Such as "40 seconds", "4 minutes" or "1.5 hours".
    static func duration(_ seconds: Double) -> String {
        switch seconds {
        case ..<90: count(max(1, Int(seconds.rounded())), "second")
        case ..<5400: count(Int((seconds / 60).rounded()), "minute")
        default: String(format: "%.1f hours", seconds / 3600)
        }
    }

    /// Such as "$1,204.50".
    static func dollars(_ amount: Double) -> String {
        let cents = Int((amount * 100).rounded())
        return "$\(count(cents / 100))." + String(format: "%02d", cents % 100)
    }

    /// Such as "0.20 s".
    static func seconds(_ seconds: Double) -> String { String(format: "%.2f s", seconds) }
}

/// A moment, as pages show it.
struct When: Hashable, Sendable {
    /// Such as "3 hours ago".
    let text: String
    /// Such as "2026-02-03 14:05 UTC".
    let exact: String
    let iso: String

    init(_ date: Date, now: Date) {
        iso = date.formatted(.iso8601)
        exact = iso.prefix(16).replacing("T", with: " ") + " UTC"
        let seconds = now.timeIntervalSince(date)
        text =
            switch seconds {
            case ..<60: "just now"
            case ..<3600: Words.count(Int(seconds / 60), "minute") + " ago"
            case ..<86_400: Words.count(Int(seconds / 3600), "hour") + " ago"
            case ..<(14 * 86_400): Words.count(Int(seconds / 86_400), "day") + " ago"
            default: String(iso.prefix(10))
            }
    }
}

extension VersionStatus {
    /// As people call it.
    var words: String {
        switch self {
        case .training: "training"
        case .trained: "trained"
        case .trainingFailed: "training failed"
        case .starting: "starting"
        case .running: "running"
        case .failed: "failed to start"
        case .stopping: "stopping"
        case .stopped: "stopped"
        case .deleting: "being deleted"
        case .copying: "being copied"
        case .copied: "copied"
        case .copyingFailed: "copying failed"
        }
    }

    /// What is said of a version behind its name.
    var clause: String {
        switch self {
        case .training: "is being trained"
        case .trainingFailed: "was not trained"
        case .failed: "did not start"
        case .copyingFailed: "was not copied"
        case .trained, .starting, .running, .stopping, .stopped, .deleting, .copying, .copied: "is \(words)"
        }
    }

    /// Which of the four colours goes with it: `right`, `warn`, `wrong` or `plain`.
    var kind: String {
        switch self {
        case .running, .trained: "right"
        case .training, .starting, .stopping, .copying: "warn"
        case .trainingFailed, .failed, .copyingFailed: "wrong"
        case .stopped, .deleting, .copied: "plain"
        }
    }
}

extension DatasetStatus {
    /// As people call it.
    var words: String {
        switch self {
        case .creating: "being filled"
        case .created, .updated: "ready"
        case .creationFailed: "not filled"
        case .updating: "being changed"
        case .updateFailed: "not changed"
        case .deleting: "being deleted"
        }
    }

    /// Whether work on it goes on.
    var isAtWork: Bool {
        switch self {
        case .creating, .updating, .deleting: true
        case .created, .updated, .creationFailed, .updateFailed: false
        }
    }

    /// Whether the last work on it failed.
    var hasFailed: Bool { self == .creationFailed || self == .updateFailed }
}

extension RunStatus {
    /// As scripts and people call it.
    var word: String { rawValue.lowercased() }

    /// Which of the four colours goes with it.
    var kind: String {
        switch self {
        case .queued, .preparing, .training, .publishing: "warn"
        case .finished: "right"
        case .failed: "wrong"
        case .cancelled: "plain"
        }
    }
}
