package import Catalog

/// Why there is no answer to what the API never asks.
package enum LabellingError: Error, Hashable, Sendable {
    /// There is no such entry in the project, or not any more.
    case noSuchEntry(Int64)
    /// The version has no such evaluation.
    case noSuchEvaluation(Int64)
    /// The version has no model yet, or had no test images.
    case noReport(VersionReference)
    /// The evaluation names no image of this source.
    case noSuchPicture(String)
    /// A file's name leaves nothing to name an object by.
    case nameless(String)
}
