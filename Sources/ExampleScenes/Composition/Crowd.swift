import Annotations

/// Who stands before whom: coarse silhouettes that tell how much of each animal can be seen.
struct Crowd {
    private struct Member {
        var front: Float
        var mask: [Bool]
        var area: Int
        var isAnimal: Bool
    }

    /// The scene's view at a size that is cheap to fill.
    let view: View
    private var members: [Member] = []

    init(view: View) {
        self.view = View(
            size: ImageSize(width: max(1, Int((90 * view.aspect).rounded())), height: 90),
            horizon: view.horizon,
            cameraHeight: view.cameraHeight
        )
    }

    /// Adds a solid unless it would hide more than `mostHidden` of any animal, itself included; true when it was added.
    mutating func add(_ standing: Standing, isAnimal: Bool, mostHidden: Float) -> Bool {
        let mask = silhouette(of: standing)
        return add(
            Member(front: standing.place.y, mask: mask.visible, area: mask.area, isAnimal: isAnimal),
            mostHidden
        )
    }

    /// Adds a tuft of grass, taken as a block of half its height.
    mutating func add(_ tuft: Composition.Tuft, mostHidden: Float) -> Bool {
        let metre = view.metre(at: tuft.place.y)
        var mask = Array(repeating: false, count: view.size.pixelCount)
        let columns = pixels(tuft.place.x, tuft.width * metre / 2, view.size.width)
        for row in pixels(
            tuft.place.y - tuft.height * metre * 0.25,
            tuft.height * metre * 0.25,
            view.size.height
        ) {
            for column in columns { mask[row * view.size.width + column] = true }
        }
        return add(Member(front: tuft.place.y, mask: mask, area: 0, isAnimal: false), mostHidden)
    }

    /// The share of a solid that would be hidden by those in front of it, or lies outside the picture, 0...1.
    func hidden(_ standing: Standing) -> Float {
        let mask = silhouette(of: standing)
        return hidden(
            Member(front: standing.place.y, mask: mask.visible, area: mask.area, isAnimal: true),
            by: members
        )
    }

    /// The share of each animal that is hidden, 0...1, in the order of adding.
    func hiddenShares() -> [Float] {
        members.filter(\.isAnimal).map { hidden($0, by: members) }
    }

    private mutating func add(_ member: Member, _ mostHidden: Float) -> Bool {
        let crowd = members + [member]
        guard crowd.allSatisfy({ !$0.isAnimal || hidden($0, by: crowd) <= mostHidden }) else { return false }
        members = crowd
        return true
    }

    private func hidden(_ member: Member, by crowd: [Member]) -> Float {
        guard member.area > 0 else { return 1 }
        let before = crowd.filter { $0.front > member.front }
        var seen = 0
        for index in member.mask.indices
        where member.mask[index] && !before.contains(where: { $0.mask[index] }) {
            seen += 1
        }
        return 1 - Float(seen) / Float(member.area)
    }

    /// The pixels of a solid above water and inside the picture, and how many it would have outside too.
    private func silhouette(of standing: Standing) -> (visible: [Bool], area: Int) {
        let relief = Relief(of: standing, in: view)
        var mask = Array(repeating: false, count: view.size.pixelCount)
        var area = 0
        for row in 0..<relief.height {
            for column in 0..<relief.width where relief.coverage[row * relief.width + column] > 0.5 {
                guard standing.depth == 0 || relief.metres(column: column, row: row).y > standing.depth else {
                    continue
                }
                area += 1
                let (x, y) = (relief.left + column, relief.top + row)
                guard x >= 0, x < view.size.width, y >= 0, y < view.size.height else { continue }
                mask[y * view.size.width + x] = true
            }
        }
        return (mask, area)
    }

    private func pixels(_ centre: Float, _ reach: Float, _ limit: Int) -> Range<Int> {
        let first = max(0, Int((centre - reach) / view.pixel))
        return first..<max(first, min(limit, Int((centre + reach) / view.pixel) + 1))
    }
}
