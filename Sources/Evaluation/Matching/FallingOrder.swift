extension Array {
    /// The elements by falling key, those with equal keys in their given order.
    ///
    /// NumPy's merge sort of negated scores, by which pycocotools ranks, does the same; the standard library does not
    /// promise to keep the order of equals.
    func inFallingOrder<Key: Comparable>(of key: (Element) -> Key) -> [Element] {
        let keys = map(key)
        return indices.sorted { first, second in
            keys[first] != keys[second] ? keys[first] > keys[second] : first < second
        }
        .map { self[$0] }
    }
}
