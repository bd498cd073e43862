import Annotations
import Catalog
import ExampleScenes
import Imaging
import Projects

/// The drawn example set, as a project to try the console with.
struct ExampleSet: Sendable {
    let photos: Photos

    /// Draws all scenes into a new project, several at a time.
    func draw(named name: String, _ desk: Desk) async throws -> ProjectReference {
        let project = try await photos.exampleProject(named: name)
        let set = SceneSet()
        for split in SceneSet.Split.allCases {
            let dataset = try await desk.madeDataset(split == .train ? .train : .test, of: project)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<set.count(of: split) {
                    if index >= 4 { try await group.next() }
                    group.addTask { try await draw(set, split, index, into: dataset) }
                }
                try await group.waitForAll()
            }
        }
        return project
    }

    @concurrent
    private func draw(
        _ set: SceneSet,
        _ split: SceneSet.Split,
        _ index: Int,
        into dataset: DatasetReference
    ) async throws {
        let picture = set.scene(split, index).draw()
        let number = String(index + 1)
        let name = "\(split.rawValue)-\(String(repeating: "0", count: max(0, 4 - number.count)))\(number).jpg"
        let bytes = try ImageEncoder.jpeg(picture.image, quality: picture.quality, name: name)
        let boxes = picture.annotations.map { BoxDraft(label: $0.label, box: $0.box) }
        _ = try await photos.add([UInt8](bytes), named: name, to: dataset, boxes: boxes)
    }
}
