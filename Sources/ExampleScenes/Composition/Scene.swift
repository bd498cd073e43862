package import Annotations
package import Imaging

/// One scene at the river, drawn from a seed and a number alone.
package struct Scene: Sendable {
    /// The finished picture and what is in it.
    package struct Picture: Sendable {
        package let image: PixelImage
        /// The visible extent of each animal; empty for an empty frame.
        package let annotations: [Annotation]
        /// The JPEG quality that this scene's camera uses, 1...100.
        package let quality: Int
        /// Per pixel, row by row, the place in `annotations` of the animal that is seen there plus 1, or 0.
        package let owners: [UInt8]
    }

    /// Of the whole set; together with `number` it decides every pixel.
    package let seed: UInt64
    /// Any number; a set's training scenes and test scenes use different ones.
    package let number: UInt64
    package let size: ImageSize
    package let difficulty: Difficulty

    package init(seed: UInt64, number: UInt64, size: ImageSize, difficulty: Difficulty = Difficulty()) {
        self.seed = seed
        self.number = number
        self.size = size
        self.difficulty = difficulty
    }

    /// Draws the scene, which takes some tens of milliseconds.
    package func draw() -> Picture {
        var random = SceneRandom(seed: seed, stream: number)
        let species = cast(&random)
        var composer = Composer(size: size, difficulty: difficulty, random: random)
        let composition = composer.compose(species)
        var painting = SceneRandom(seed: ~seed, stream: number)
        let canvas = Painter(composition: composition).paint(random: &painting)
        let image = composition.camera.picture(of: canvas, random: &painting)
        return labelled(image, canvas, composition)
    }

    /// Every fifth scene is empty, and the others take turns in who comes first, so that small sets too have everything.
    private func cast(_ random: inout SceneRandom) -> [Species] {
        guard number % 5 != 4 else { return [] }
        var species: [Species] = [number % 5 % 2 == 0 ? .bear : .wolf]
        while species.count < 3, random.chance(difficulty.companion) {
            species.append(random.chance(0.7) ? species[0] : random.pick(Species.allCases))
        }
        return species
    }

    /// Boxes for the animals that are seen, and owners renumbered to match them.
    private func labelled(_ image: PixelImage, _ canvas: Canvas, _ composition: Composition) -> Picture {
        var annotations: [Annotation] = []
        // Of an animal's number its place in the annotations plus 1; 0 for the background and what is hardly seen.
        var places = [UInt8](repeating: 0, count: composition.animals.count + 1)
        for (index, animal) in composition.animals.enumerated() {
            let owner = UInt8(index + 1)
            guard canvas.visibleArea(of: owner) >= Self.leastArea(in: size),
                let box = canvas.visibleBox(of: owner)
            else { continue }
            annotations.append(Annotation(label: animal.species.label, box: box))
            places[Int(owner)] = UInt8(annotations.count)
        }
        return Picture(
            image: image,
            annotations: annotations,
            quality: composition.camera.quality,
            owners: canvas.owners.map { places[Int($0)] }
        )
    }

    /// Fewer pixels than this are no animal to anybody: 48 of 480 x 360.
    private static func leastArea(in size: ImageSize) -> Int { max(4, size.pixelCount / 3600) }
}
