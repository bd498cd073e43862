import Annotations
import Catalog
import Foundation
import Imaging

@testable import Projects

extension TestHome {
    /// The bytes of a grey PNG; another shade is another content.
    static func picture(shade: UInt8, width: Int = 400, height: Int = 200) throws -> [UInt8] {
        let size = ImageSize(width: width, height: height)
        return [UInt8](
            try ImageEncoder.png(.filled(Colour(red: shade, green: shade, blue: shade), size: size))
        )
    }

    /// A project with a training dataset that holds nothing.
    func makeEmptyProject(_ name: String = "cam") async throws -> (ProjectReference, DatasetReference) {
        let project = try await useCases.projects.create(named: name, tags: [:])
        let dataset = try await useCases.datasets.create(.train, in: project, from: .nothing, tags: [:])
        return (project, dataset)
    }

    /// All entries of a dataset.
    func entries(
        of dataset: DatasetReference,
        _ choice: EntryChoice = EntryChoice()
    ) async throws -> [EntrySummary] {
        try await useCases.labelling.page(
            of: dataset,
            matching: choice,
            order: .asAdded,
            from: .first,
            limit: 1000
        ).elements
    }
}
