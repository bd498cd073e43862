/// The moments between which a write can be cut short; tests end the process at them.
package enum StorageStep: String, CaseIterable, Sendable {
    /// All bytes of content are written, and perhaps not on the disk.
    case contentWritten = "content-written"
    /// The content is on the disk, and nobody can see it.
    case contentSynchronised = "content-synchronised"
    /// The index knows an object written at once.
    case objectIndexed = "object-indexed"
    /// The index knows an upload that was begun.
    case uploadBegun = "upload-begun"
    /// The index knows a part.
    case partIndexed = "part-indexed"
    /// The parts have become an object.
    case uploadCompleted = "upload-completed"
    /// The index has forgotten objects whose content is still there.
    case objectsForgotten = "objects-forgotten"
}
