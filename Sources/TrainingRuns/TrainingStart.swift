/// The weights that a training begins with.
package enum TrainingStart: Hashable, Sendable, Codable {
    /// The backbone as ImageNet left it, in PyTorch's old file format at an absolute path; neck and head are drawn from the
    /// seed.
    case imageNet(path: String)
    /// All of an earlier detector, from the model bundle at an absolute path; only the outputs of labels that it does not
    /// know begin anew.
    case bundle(path: String)
}
