package import FoundationEssentials

extension Date {
    /// Whole milliseconds since 1970, as the catalog keeps moments.
    package var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded(.down)) }

    /// The moment of so many milliseconds since 1970.
    package init(milliseconds: Int64) {
        self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
    }
}
