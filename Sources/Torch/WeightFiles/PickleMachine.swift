/// What a file of weights can put on the pickle machine's stack.
///
/// Lists, tuples and dictionaries are numbers into the machine's own tables: so nothing contains itself,
/// nothing is nested deeply in memory, and a value that is used a thousand times is there once.
enum PickleValue {
    case none
    case bool(Bool)
    case integer(Int)
    case text(String)
    case tuple(Int)
    case list(Int)
    case dictionary(Int)
    case global(PickleGlobal)
    case storage(Int)
    case tensor(Int)
}

/// The only Python names that are taken, each for what it means and never run.
enum PickleGlobal: String {
    case orderedDictionary = "collections OrderedDict"
    case rebuildTensor = "torch._utils _rebuild_tensor_v2"
    case floatStorage = "torch FloatStorage"
    case longStorage = "torch LongStorage"
}

/// The pickle machine, cut down to the opcodes of a file of weights (Python's `pickletools` describes them
/// all).
///
/// It builds values of the kinds above and nothing else. Memory is bounded by the number of opcodes.
struct PickleMachine {
    /// A hundred times what EfficientNet-Lite0 takes.
    private static let mostOpcodes = 1_000_000

    var cursor: PickleCursor
    var weights = PickledWeightsBuilder()
    private(set) var tuples: [[PickleValue]] = []
    private(set) var lists: [[PickleValue]] = []
    private(set) var dictionaries: [[(key: String, value: PickleValue)]] = []
    private var stack: [PickleValue] = []
    /// How high the stack was at each open mark.
    private var marks: [Int] = []
    private var memo: [UInt32: PickleValue] = [:]
    private var opcodesLeft = mostOpcodes

    init(_ cursor: PickleCursor) {
        self.cursor = cursor
    }

    /// Reads one pickle to its end and returns its value.
    mutating func run() throws(PickledWeightsError) -> PickleValue {
        memo = [:]
        guard try cursor.integer(UInt16.self) == 0x0280 else {
            throw cursor.malformed("a pickle of protocol 2 should begin here")
        }
        while true {
            guard opcodesLeft > 0 else { throw cursor.error(.limit("more than \(Self.mostOpcodes) opcodes")) }
            opcodesLeft -= 1
            let before = cursor
            let code = try cursor.byte()
            guard let opcode = PickleOpcode(rawValue: code) else { throw before.error(.opcode(code)) }
            if opcode == .stop {
                let value = try pop()
                guard stack.isEmpty, marks.isEmpty else { throw cursor.malformed("values are left over") }
                return value
            }
            try perform(opcode)
        }
    }

    private mutating func perform(_ opcode: PickleOpcode) throws(PickledWeightsError) {
        switch opcode {
        case .stop: break
        case .mark: marks.append(stack.count)
        case .none: stack.append(.none)
        case .newTrue: stack.append(.bool(true))
        case .newFalse: stack.append(.bool(false))
        case .integer: stack.append(.integer(Int(try cursor.integer(Int32.self))))
        case .integer1: stack.append(.integer(Int(try cursor.byte())))
        case .integer2: stack.append(.integer(Int(try cursor.integer(UInt16.self))))
        case .text: stack.append(.text(try cursor.text(Int(try cursor.integer(UInt32.self)))))
        case .global: stack.append(.global(try global()))
        case .put: memo[UInt32(try cursor.byte())] = try top()
        case .longPut: memo[try cursor.integer(UInt32.self)] = try top()
        case .get: stack.append(try recalled(UInt32(try cursor.byte())))
        case .longGet: stack.append(try recalled(try cursor.integer(UInt32.self)))
        case .emptyTuple: push(tuple: [])
        case .tuple1: push(tuple: try pop(1))
        case .tuple2: push(tuple: try pop(2))
        case .tuple3: push(tuple: try pop(3))
        case .tuple: push(tuple: try popToMark())
        case .emptyList:
            lists.append([])
            stack.append(.list(lists.count - 1))
        case .append: try append(try pop(1))
        case .appends: try append(try popToMark())
        case .emptyDictionary: pushDictionary()
        case .setItem: try setItems(try pop(2))
        case .setItems: try setItems(try popToMark())
        case .reduce: try reduce()
        case .build: try build()
        case .persistentID: try persistentID()
        }
    }
}

// MARK: - The stack

extension PickleMachine {
    private func top() throws(PickledWeightsError) -> PickleValue {
        guard let value = stack.last, stack.count > marks.last ?? 0 else {
            throw cursor.malformed("the stack is empty")
        }
        return value
    }

    private mutating func pop() throws(PickledWeightsError) -> PickleValue {
        let value = try top()
        stack.removeLast()
        return value
    }

    private mutating func pop(_ count: Int) throws(PickledWeightsError) -> [PickleValue] {
        guard stack.count - (marks.last ?? 0) >= count else { throw cursor.malformed("the stack is empty") }
        defer { stack.removeLast(count) }
        return Array(stack.suffix(count))
    }

    private mutating func popToMark() throws(PickledWeightsError) -> [PickleValue] {
        guard let mark = marks.popLast() else { throw cursor.malformed("no mark is open") }
        defer { stack.removeSubrange(mark...) }
        return Array(stack[mark...])
    }

    private func recalled(_ index: UInt32) throws(PickledWeightsError) -> PickleValue {
        guard let value = memo[index] else { throw cursor.malformed("nothing was kept as \(index)") }
        return value
    }

    private mutating func push(tuple: [PickleValue]) {
        tuples.append(tuple)
        stack.append(.tuple(tuples.count - 1))
    }

    private mutating func pushDictionary() {
        dictionaries.append([])
        stack.append(.dictionary(dictionaries.count - 1))
    }
}

// MARK: - What the opcodes mean

extension PickleMachine {
    private mutating func global() throws(PickledWeightsError) -> PickleGlobal {
        let before = cursor
        let name = "\(try cursor.line()) \(try cursor.line())"
        guard let global = PickleGlobal(rawValue: name) else { throw before.error(.global(name)) }
        return global
    }

    private mutating func append(_ values: [PickleValue]) throws(PickledWeightsError) {
        guard case .list(let index) = try top() else {
            throw cursor.malformed("a list is needed to append to")
        }
        lists[index] += values
    }

    private mutating func setItems(_ values: [PickleValue]) throws(PickledWeightsError) {
        guard case .dictionary(let index) = try top(), values.count.isMultiple(of: 2) else {
            throw cursor.malformed("a dictionary and pairs are needed to set items")
        }
        for position in stride(from: 0, to: values.count, by: 2) {
            guard case .text(let key) = values[position] else {
                throw cursor.malformed("a key that is not a text")
            }
            dictionaries[index].append((key, values[position + 1]))
        }
    }

    private mutating func reduce() throws(PickledWeightsError) {
        let call = try pop(2)
        guard case .global(let function) = call[0], case .tuple(let index) = call[1] else {
            throw cursor.malformed("a call of something that is no function")
        }
        switch function {
        case .orderedDictionary where tuples[index].isEmpty:
            pushDictionary()
        case .rebuildTensor:
            stack.append(.tensor(try weights.addTensor(tuples[index], tuples: tuples, at: cursor)))
        default:
            throw cursor.malformed("a call of '\(function.rawValue)' that is not known")
        }
    }

    /// Python would set attributes of the state's dictionary; they say nothing of the weights.
    private mutating func build() throws(PickledWeightsError) {
        let attributes = try pop()
        guard case .dictionary = attributes, case .dictionary = try top() else {
            throw cursor.malformed("attributes of something that is no dictionary")
        }
    }

    private mutating func persistentID() throws(PickledWeightsError) {
        guard case .tuple(let index) = try pop() else {
            throw cursor.malformed("a storage without its tuple")
        }
        stack.append(.storage(try weights.addStorage(tuples[index], at: cursor)))
    }
}
