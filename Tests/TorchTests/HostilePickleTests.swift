import Foundation
import Testing
import Torch

// Files as an attacker would make them. Each must end in a typed error, never in code, a crash or much
// memory.

/// The magic number, the protocol and a writer's machine that is little-endian.
private let beginning: [UInt8] =
    [
        0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e,
        0x80, 0x02, 0x4d, 0xe9, 0x03, 0x2e,
    ] + pickle("}", text("little_endian"), "\u{88}s")

/// A pickle of protocol 2; each character is one byte.
private func pickle(_ parts: String...) -> [UInt8] {
    [0x80, 0x02] + parts.joined().unicodeScalars.map { UInt8($0.value) } + [0x2e]
}

/// A text, as the opcode and its arguments.
private func text(_ value: String) -> String { "X" + number(value.utf8.count) + value }

/// A 32-bit number as four characters.
private func number(_ value: Int) -> String {
    String(String.UnicodeScalarView((0..<4).map { Unicode.Scalar(UInt8(value >> ($0 * 8) & 0xff)) }))
}

private func integer(_ value: Int) -> String { "J" + number(value) }

private func storage(_ type: String = "FloatStorage", key: String = "k", count: Int) -> String {
    "(\(text("storage"))ctorch\n\(type)\n\(text(key))\(text("cpu"))\(integer(count))NtQ"
}

private func tensor(_ storage: String, offset: Int = 0, shape: [Int], strides: [Int]) -> String {
    "ctorch._utils\n_rebuild_tensor_v2\n(\(storage)\(integer(offset))"
        + "(\(shape.map(integer).joined())t(\(strides.map(integer).joined())t\u{89}}tR"
}

/// A file with this state, one storage `k` of floats, and as many floats.
private func file(_ state: String, count: Int64? = nil, floats: Int = 0) -> [UInt8] {
    var bytes = beginning + pickle(state)
    guard let count else { return bytes + pickle("]") }
    bytes += pickle("]", text("k"), "a")
    withUnsafeBytes(of: count.littleEndian) { bytes += $0 }
    return bytes + [UInt8](repeating: 0, count: floats * 4)
}

private func dictionary(_ value: String) -> String { "}\(text("w"))\(value)s" }

private func problem(_ bytes: [UInt8]) -> PickledWeightsError.Problem? {
    do throws(PickledWeightsError) {
        _ = try PickledWeights(parsing: bytes, file: "test")
        return nil
    } catch {
        return error.problem
    }
}

@Test func `the hostile files differ from good ones only where they mean to`() throws {
    let good = file(
        dictionary(tensor(storage(count: 6), shape: [2, 3], strides: [3, 1])),
        count: 6,
        floats: 6
    )
    let weights = try PickledWeights(parsing: good, file: "test")
    #expect(weights.entries.map(\.shape) == [[2, 3]])
}

@Test(
    arguments: [
        "cos\nsystem\n(\(text("true"))tR", "cposix\nsystem\n(\(text("true"))tR", "c__builtin__\neval\n)R",
        "cbuiltins\nexec\n)R", "ccollections\nCounter\n)R", "ctorch\nDoubleStorage\n", "c\n\n",
        "ctorch._utils\n_rebuild_tensor_v2.__globals__\n",
    ]
)
func `names beyond the few that weights need are refused`(state: String) {
    guard case .global = problem(file(state)) else {
        Issue.record("not refused as a name")
        return
    }
}

@Test(arguments: [
    "i", "o", "\u{81}", "\u{92}", "\u{93}", "\u{82}", "P", "I", "F", "S", "U", "G", "\u{8a}", "0", "2",
])
func `opcodes beyond the few that weights need are refused`(code: String) {
    let refused = code.unicodeScalars.first.map { UInt8($0.value) }
    #expect(problem(file("}" + code)) == refused.map { .opcode($0) })
}

@Test(
    arguments: [
        "", "(", "t", "}}", "s", "u", "a", "e", "b", "R", "Q", "q\u{1}", "h\u{1}", "\u{85}", "\u{87}", "(}(t",
        "}Ks", "}(\(text("a"))u", "}]\(text("a"))s", "}KaKbs", "N", "]", ")",
        "ccollections\nOrderedDict\n(NtR",
        "ctorch\nFloatStorage\n)R", ")Q", "NQ", "}Nb", "}(}\u{85}", "}\(text("w"))Ns", "}\(text("w"))h\u{0}s",
        "(NNNNNNtQ", "ctorch._utils\n_rebuild_tensor_v2\n)R",
        "}q\u{0}\(text("w"))h\u{0}s",
    ]
)
func `pickles that make no sense are refused`(state: String) {
    guard case .malformed = problem(file(state)) else {
        Issue.record("not refused as malformed")
        return
    }
}

@Test func `tensors beyond their storage are refused`() {
    func state(offset: Int = 0, shape: [Int], strides: [Int]) -> [UInt8] {
        let tensor = tensor(storage(count: 6), offset: offset, shape: shape, strides: strides)
        return file(dictionary(tensor), count: 6, floats: 6)
    }
    let greatest = Int(Int32.max)
    for bytes in [
        state(offset: 1, shape: [2, 3], strides: [3, 1]), state(offset: 7, shape: [1], strides: [1]),
        state(offset: -1, shape: [1], strides: [1]), state(shape: [2], strides: [6]),
        state(shape: [2], strides: [-1]), state(shape: [-2], strides: [1]),
        state(shape: [2, 3], strides: [1]),
        state(shape: [7], strides: [0]),
        state(shape: [greatest, greatest, greatest], strides: [1, 1, 1]),
        state(shape: [2, 2, 2], strides: [greatest, greatest, greatest]),
        state(shape: [1, 1, 1, 1, 1, 1, 1, 1, 1], strides: [1, 1, 1, 1, 1, 1, 1, 1, 1]),
    ] {
        #expect(problem(bytes) != nil)
    }
}

@Test func `counts that the file does not bear out are refused`() {
    func state(_ storage: String) -> String { dictionary(tensor(storage, shape: [2], strides: [1])) }
    let good = state(storage(count: 2))
    #expect(problem(file(good, count: 3, floats: 3)) != nil)
    #expect(problem(file(good, count: 2, floats: 3)) != nil)
    #expect(problem(file(good, count: 2, floats: 1)) == .truncated)
    #expect(problem(file(good, count: .max, floats: 2)) != nil)
    #expect(problem(file(good, count: -2, floats: 2)) != nil)
    #expect(problem(file(good)) != nil)
    #expect(problem(file(state(storage(count: Int(Int32.max))), count: Int64(Int32.max), floats: 2)) != nil)
    #expect(problem(file(state(storage(count: -1)), count: -1)) != nil)
    #expect(problem(file(state(storage(key: "other", count: 2)), count: 2, floats: 2)) != nil)
    let twice = storage("LongStorage", count: 2)
    #expect(
        problem(file("}\(text("a"))\(storage(count: 2))s\(text("b"))\(twice)s", count: 2, floats: 2)) != nil
    )
}

@Test func `a small file cannot ask for many copies of its elements`() {
    let one = tensor(storage(count: 1000), shape: [1000], strides: [1])
    let limit = PickledWeightsError.Problem.limit("the tensors have more elements than the storages")
    let copies = (0..<3).map { "\(text("w\($0)"))\(one)s" }.joined()
    #expect(problem(file("}" + copies, count: 1000, floats: 1000)) == limit)
    let kept = "\(text("a"))\(one)q\u{1}s\(text("b"))h\u{1}s"
    #expect(problem(file("}" + kept, count: 1000, floats: 1000)) == limit)
    let repeated = tensor(storage(count: 1), shape: [Int(Int32.max)], strides: [0])
    #expect(problem(file(dictionary(repeated), count: 1, floats: 1)) == limit)
}

@Test func `a name that comes twice is refused`() {
    let state = "}\(text("w"))\(tensor(storage(count: 2), shape: [1], strides: [1]))s"
    let again = "\(text("w"))\(tensor(storage(count: 2), shape: [1], strides: [1]))s"
    #expect(problem(file(state + again, count: 2, floats: 2)) != nil)
}

@Test func `depth, length and self-reference do no harm`() {
    #expect(problem(file(")" + String(repeating: "\u{85}", count: 200_000))) != nil)
    #expect(problem(file(")" + String(repeating: "q\u{0}h\u{0}\u{86}", count: 100_000))) != nil)
    #expect(problem(file("]" + String(repeating: "q\u{0}h\u{0}a", count: 100_000))) != nil)
    #expect(problem(file("}" + String(repeating: "}\(text("a"))", count: 50_000))) != nil)
    #expect(problem(file(String(repeating: "(", count: 200_000))) != nil)
    #expect(problem(file(String(repeating: "N", count: 1_100_000))) == .limit("more than 1000000 opcodes"))
    #expect(problem(file("X" + number(-1))) == .limit("a text of 4294967295 bytes"))
    #expect(problem(file("c" + String(repeating: "a", count: 10_000))) == .limit("a line without end"))
}

@Test func `other formats are refused by their first bytes`() {
    #expect(problem([]) == .truncated)
    #expect(problem(Array("PK\u{3}\u{4}".utf8)) == .otherFormat)
    #expect(problem(Array("<html>".utf8)) == .otherFormat)
    let swapped = Array(beginning.dropLast(3)) + [0x89, 0x73, 0x2e]
    #expect(problem(swapped + pickle("}")) != nil)
}
