/// The images in which each verdict occurs, by id, in the order of the test set.
package struct ImageLists: Hashable, Sendable, Codable {
    /// Images with an object that was found.
    package let correct: [String]
    /// Images with a detection that is wrong.
    package let invented: [String]
    /// Images with an object that was not found.
    package let missed: [String]

    init(_ images: [ImageReport]) {
        correct = images.filter { $0.correct > 0 }.map(\.id)
        invented = images.filter { $0.invented > 0 }.map(\.id)
        missed = images.filter { $0.missed > 0 }.map(\.id)
    }
}
