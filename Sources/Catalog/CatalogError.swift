import GRDB

/// Why the catalog cannot be opened or written.
package enum CatalogError: Error, Hashable, Sendable {
    /// A newer Katmai has changed the catalog in ways that this one does not know.
    case newerSchema(file: String, unknown: [String])
    /// There is no room for what was to be written; nothing of it was.
    case diskFull(file: String)
    /// The file is no catalog or cannot be opened; `reason` is SQLite's.
    case unusable(file: String, reason: String)
}

extension CatalogError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .newerSchema(let file, let unknown):
            "\(file) was made by a newer Katmai (it knows \(unknown.joined(separator: ", "))): use that one, "
                + "or another home"
        case .diskFull(let file):
            "\(file): the disk is full"
        case .unusable(let file, let reason):
            "\(file) cannot be used: \(reason)"
        }
    }
}

extension CatalogError {
    /// The full disk behind an error of SQLite's; nil for all else.
    init?(_ error: DatabaseError, file: String) {
        guard error.resultCode == .SQLITE_FULL else { return nil }
        self = .diskFull(file: file)
    }
}
