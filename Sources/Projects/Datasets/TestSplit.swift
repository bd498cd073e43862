/// Takes a test set out of a training set.
enum TestSplit {
    /// The share that AWS takes.
    static let share = 0.2

    /// An image to be split, by the order that decides among equals and by its labels.
    struct Member: Hashable, Sendable {
        /// Of nobody's choice and always the same for the same image, such as a hash of its name.
        let rank: UInt64
        /// Each once; an image without any may be in either set.
        let labels: [Int64]

        init(rank: UInt64, labels: [Int64]) {
            self.rank = rank
            self.labels = labels
        }

        /// An image whose rank is a hash of its name: the order of a camera's images decides nothing.
        init(source: String, labels: [Int64]) {
            self.init(rank: Self.hash(source), labels: labels)
        }

        /// FNV-1a, with its low bits mixed into the high ones, by which ranks are compared first.
        private static func hash(_ text: String) -> UInt64 {
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
            hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
            return hash ^ (hash >> 33)
        }
    }

    /// The places of a fifth of the images, in order; nil where the images are too few for that.
    ///
    /// Of each label with at least two images both sets get one. AWS does not say how many it wants; here at least half
    /// of the labels need two, for the two sets must have half of the labels in common.
    static func places(of members: [Member]) -> [Int]? {
        let wanted = Int((Double(members.count) * share).rounded())
        var left: [Int64: Int] = [:]
        for label in members.flatMap(\.labels) { left[label, default: 0] += 1 }
        let splittable = left.filter { $0.value >= 2 }
        guard wanted > 0, !left.isEmpty, splittable.count * 2 >= left.count else { return nil }

        var choice = Choice(members: members, left: left, wanted: wanted)
        let rareFirst = splittable.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map(\.key)
        for label in rareFirst where choice.taken.allSatisfy({ !members[$0].labels.contains(label) }) {
            choice.takeFirst { $0.labels.contains(label) }
        }
        choice.takeRest()
        return choice.taken.sorted()
    }

    private struct Choice {
        let members: [Member]
        /// The images of each label that stay in the training set.
        var left: [Int64: Int]
        let wanted: Int
        let order: [Int]
        var taken: Set<Int> = []

        init(members: [Member], left: [Int64: Int], wanted: Int) {
            self.members = members
            self.left = left
            self.wanted = wanted
            order = members.indices.sorted { (members[$0].rank, $0) < (members[$1].rank, $1) }
        }

        /// Takes the first image that fits and may go.
        mutating func takeFirst(where fits: (Member) -> Bool) {
            guard taken.count < wanted else { return }
            if let place = order.first(where: { fits(members[$0]) && mayGo($0) }) { take(place) }
        }

        mutating func takeRest() {
            for place in order {
                guard taken.count < wanted else { return }
                if mayGo(place) { take(place) }
            }
        }

        /// Whether the image is still there and the last one of none of its labels.
        private func mayGo(_ place: Int) -> Bool {
            !taken.contains(place) && members[place].labels.allSatisfy { left[$0, default: 0] > 1 }
        }

        private mutating func take(_ place: Int) {
            taken.insert(place)
            for label in members[place].labels { left[label, default: 0] -= 1 }
        }
    }
}
