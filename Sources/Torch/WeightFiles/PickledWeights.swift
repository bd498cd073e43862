package import Foundation

/// The weights in a file that `torch.save` wrote in PyTorch's old format: a pickle, then raw elements; no zip
/// archive.
///
/// The reader takes what a dictionary of float32 and int64 tensors needs and refuses the rest, so that a
/// hostile file is an error and never code: see `PickleMachine`. Layout: three pickles (magic number,
/// protocol, the writer's machine), the pickle of the dictionary, that of the list of storages, and for each
/// storage a count and its little-endian elements.
package struct PickledWeights: Sendable, Equatable {
    /// Elements by their type in the file.
    package enum Values: Sendable, Equatable {
        case float32([Float])
        case int64([Int64])
    }

    /// One named tensor of the file.
    package struct Entry: Sendable, Equatable {
        package let name: String
        package let shape: [Int]
        /// The elements in row-major order, whatever the order in the file.
        package let values: Values

        package init(name: String, shape: [Int], values: Values) {
            self.name = name
            self.shape = shape
            self.values = values
        }
    }

    /// In the file's order, which for a `state_dict` is that of the network; no name comes twice.
    package let entries: [Entry]

    /// The pickles of the magic number 0x1950a86a20f9469cfc6c and of the protocol's number, 1001.
    private static let beginning: [UInt8] = [
        0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e,
        0x80, 0x02, 0x4d, 0xe9, 0x03, 0x2e,
    ]

    /// Reads a file; it is held in memory as a whole meanwhile.
    package static func read(contentsOf url: URL) throws(PickledWeightsError) -> PickledWeights {
        let data: Data
        do {
            data = try Data(contentsOf: url)
        } catch {
            let problem = PickledWeightsError.Problem.unreadable(error.localizedDescription)
            throw PickledWeightsError(file: url.path, offset: 0, problem: problem)
        }
        return try PickledWeights(parsing: [UInt8](data), file: url.path)
    }

    /// Reads a file's content; `file` is its name, for errors.
    package init(parsing bytes: [UInt8], file: String) throws(PickledWeightsError) {
        var cursor = PickleCursor(bytes, file: file)
        guard bytes.starts(with: Self.beginning) else {
            throw cursor.error(Self.beginning.starts(with: bytes) ? .truncated : .otherFormat)
        }
        _ = try cursor.skip(Self.beginning.count)
        var machine = PickleMachine(cursor)
        try Self.checkByteOrder(&machine)
        let state = try machine.run()
        guard case .dictionary(let index) = state else {
            throw machine.cursor.malformed("the file holds no dictionary")
        }
        let items = machine.dictionaries[index]
        let keys = try Self.storageKeys(&machine)
        try machine.weights.locate(keys, &machine.cursor)
        entries = try Self.entries(items, machine)
    }

    private static func checkByteOrder(_ machine: inout PickleMachine) throws(PickledWeightsError) {
        guard case .dictionary(let index) = try machine.run(),
            let order = machine.dictionaries[index].first(where: { $0.key == "little_endian" })?.value,
            case .bool(true) = order
        else { throw machine.cursor.malformed("the file was not written by a little-endian machine") }
    }

    private static func storageKeys(_ machine: inout PickleMachine) throws(PickledWeightsError) -> [String] {
        guard case .list(let index) = try machine.run() else {
            throw machine.cursor.malformed("no list of storages")
        }
        var keys: [String] = []
        for value in machine.lists[index] {
            guard case .text(let key) = value else {
                throw machine.cursor.malformed("a storage's key that is not a text")
            }
            keys.append(key)
        }
        return keys
    }

    private static func entries(
        _ items: [(key: String, value: PickleValue)],
        _ machine: PickleMachine
    ) throws(PickledWeightsError) -> [Entry] {
        var names: Set<String> = []
        var entries: [Entry] = []
        // Views may overlap and tensors may have several names: a small file could ask for any number of copies.
        var elementsLeft = machine.weights.storages.reduce(0) { $0 + $1.count }
        for (name, value) in items {
            guard case .tensor(let index) = value, names.insert(name).inserted else {
                throw machine.cursor.malformed("'\(name)' is not a tensor, or comes twice")
            }
            let view = machine.weights.views[index]
            guard view.elementCount <= elementsLeft else {
                throw machine.cursor.error(.limit("the tensors have more elements than the storages"))
            }
            elementsLeft -= view.elementCount
            guard
                let values = machine.weights.storages[view.storage].values(of: view, in: machine.cursor.bytes)
            else { throw machine.cursor.malformed("'\(name)' has no elements in the file") }
            entries.append(Entry(name: name, shape: view.shape, values: values))
        }
        return entries
    }
}

extension PickledWeights.Entry {
    /// The values as a tensor of the same shape.
    package func tensor() throws(TorchError) -> Tensor {
        switch values {
        case .float32(let values): try Tensor(values, shape: shape)
        case .int64(let values): try Tensor(values, shape: shape)
        }
    }
}
