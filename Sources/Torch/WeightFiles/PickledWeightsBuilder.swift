/// Gathers the storages and tensors that a pickle names, and cuts the tensors out of the storages' bytes.
struct PickledWeightsBuilder {
    enum ElementKind {
        case float32
        case int64

        var byteCount: Int { self == .float32 ? 4 : 8 }
    }

    /// A flat array of elements, which comes after the pickles.
    struct Storage {
        let key: String
        let kind: ElementKind
        let count: Int
        /// Where its elements begin in the file, once that is known.
        var start: Int?
    }

    /// A view of a storage: element [i, j, ...] is at offset + i * strides[0] + j * strides[1] + ...
    struct View {
        let storage: Int
        let offset: Int
        let shape: [Int]
        let strides: [Int]
        let elementCount: Int
    }

    private(set) var storages: [Storage] = []
    private(set) var views: [View] = []
    private var storageByKey: [String: Int] = [:]
    /// Elements of all storages less those of all tensors: else a small file could ask for any number of
    /// copies.
    private var elementsLeft = 0

    /// More dimensions than any layer has.
    private static let mostDimensions = 8

    /// Takes the tuple `("storage", type, key, location, count, None)`.
    mutating func addStorage(
        _ tuple: [PickleValue],
        at cursor: PickleCursor
    ) throws(PickledWeightsError) -> Int {
        guard tuple.count == 6, case .text("storage") = tuple[0], case .global(let type) = tuple[1],
            case .text(let key) = tuple[2], case .text = tuple[3], case .integer(let count) = tuple[4],
            case .none = tuple[5], count >= 0
        else { throw cursor.malformed("a storage that is not described as one") }
        let kind: ElementKind
        switch type {
        case .floatStorage: kind = .float32
        case .longStorage: kind = .int64
        default: throw cursor.malformed("a storage of type '\(type.rawValue)'")
        }
        if let known = storageByKey[key] {
            guard storages[known].kind == kind, storages[known].count == count else {
                throw cursor.malformed("storage '\(key)' is described twice, and differently")
            }
            return known
        }
        guard count <= cursor.bytes.count / kind.byteCount else {
            throw cursor.error(.limit("storage '\(key)' of \(count) elements is larger than the file"))
        }
        storages.append(Storage(key: key, kind: kind, count: count))
        storageByKey[key] = storages.count - 1
        return storages.count - 1
    }

    /// Takes the arguments of `_rebuild_tensor_v2`: storage, offset, shape, strides, requires_grad, hooks.
    mutating func addTensor(
        _ arguments: [PickleValue],
        tuples: [[PickleValue]],
        at cursor: PickleCursor
    ) throws(PickledWeightsError) -> Int {
        guard arguments.count == 6, case .storage(let storage) = arguments[0],
            case .integer(let offset) = arguments[1], offset >= 0,
            case .tuple(let shapeTuple) = arguments[2], case .tuple(let strideTuple) = arguments[3],
            case .bool = arguments[4], case .dictionary = arguments[5],
            let shape = Self.lengths(tuples[shapeTuple]), let strides = Self.lengths(tuples[strideTuple]),
            shape.count == strides.count, shape.count <= Self.mostDimensions
        else { throw cursor.malformed("a tensor that is not described as one") }
        guard let (count, last) = Self.extent(shape, strides, offset),
            count == 0 || last < storages[storage].count
        else { throw cursor.malformed("a tensor reaches beyond storage '\(storages[storage].key)'") }
        views.append(
            View(storage: storage, offset: offset, shape: shape, strides: strides, elementCount: count)
        )
        return views.count - 1
    }

    /// Reads the storages' elements, which follow the pickles in the order of `keys`, to the end of the file.
    mutating func locate(_ keys: [String], _ cursor: inout PickleCursor) throws(PickledWeightsError) {
        for key in keys {
            guard let index = storageByKey[key], storages[index].start == nil else {
                throw cursor.malformed("storage '\(key)' is listed, but not used or listed twice")
            }
            let storage = storages[index]
            let count = try cursor.integer(Int64.self)
            guard count == storage.count else {
                throw cursor.malformed(
                    "storage '\(key)' has \(count) elements, described are \(storage.count)"
                )
            }
            // No overflow: the count is at most the file's length over the size of an element.
            storages[index].start = try cursor.skip(storage.count * storage.kind.byteCount)
        }
        if let absent = storages.first(where: { $0.start == nil }) {
            throw cursor.malformed("storage '\(absent.key)' is used, but not listed")
        }
        guard cursor.isAtEnd else { throw cursor.malformed("bytes are left over") }
    }

    private static func lengths(_ values: [PickleValue]) -> [Int]? {
        var lengths: [Int] = []
        for value in values {
            guard case .integer(let length) = value, length >= 0 else { return nil }
            lengths.append(length)
        }
        return lengths
    }

    /// The number of a view's elements and the place of the last in the storage; nil where that overflows.
    private static func extent(_ shape: [Int], _ strides: [Int], _ offset: Int) -> (count: Int, last: Int)? {
        if shape.contains(0) { return (0, offset) }
        var count = 1
        var last = offset
        for (length, stride) in zip(shape, strides) {
            let (newCount, countOverflows) = count.multipliedReportingOverflow(by: length)
            let (reach, reachOverflows) = (length - 1).multipliedReportingOverflow(by: stride)
            let (newLast, lastOverflows) = last.addingReportingOverflow(reach)
            guard !countOverflows, !reachOverflows, !lastOverflows else { return nil }
            count = newCount
            last = newLast
        }
        return (count, last)
    }
}
