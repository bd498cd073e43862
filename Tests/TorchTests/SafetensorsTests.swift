import Foundation
import Testing
import Torch

/// A file of one header and some bytes after it.
private func file(_ header: String, body: Int = 0, length: UInt64? = nil) -> Data {
    let length = length ?? UInt64(header.utf8.count)
    return withUnsafeBytes(of: length.littleEndian) { Data($0) } + Data(header.utf8) + Data(count: body)
}

private func parsed(_ data: Data) throws(SafetensorsError) -> Safetensors {
    try Safetensors(parsing: data, file: "test")
}

@Test(.tags(.torch)) func `a file of Hugging Face's is read and written byte for byte`() throws {
    let url = try resource("Goldens/mixed.safetensors")
    let content = try Safetensors.read(contentsOf: url)
    #expect(content.metadata == ["made by": "a\tcurious \"test\" / é"])
    #expect(content.tensors.keys.sorted() == ["Z", "a", "b", "z/\"é"])
    #expect(content.tensors["z/\"é"]?.shape == [2, 2])
    #expect(try content.tensors["z/\"é"]?.floats() == [1.5, -2, 0, Float(bitPattern: 0x20_aac8)])
    #expect(content.tensors["a"]?.shape == [])
    #expect(try content.tensors["a"]?.int64s() == [7])
    #expect(content.tensors["b"]?.shape == [0, 2])
    #expect(try content.serialized(file: "test") == Data(contentsOf: url))
}

@Test(.tags(.torch)) func `half-precision floats are read as floats`() throws {
    let content = try Safetensors.read(contentsOf: try resource("Goldens/half.safetensors"))
    let values = try #require(content.tensors["h"]).floats()
    #expect(values == [1, -0.333_007_812_5, 65_504, 5.960_464_5e-8])
}

@Test(.tags(.torch)) func `floats are written as halves on request`() throws {
    let values: [Float] = [1, -0.333_007_812_5, 65_504, 1.000_1]
    let file = Safetensors(tensors: [
        "h": try Tensor(values, shape: [2, 2]), "n": try Tensor([7] as [Int64], shape: [1]),
    ])
    let read = try parsed(file.serialized(file: "test", floats: .half))
    #expect(try #require(read.tensors["h"]).floats() == [1, -0.333_007_812_5, 65_504, 1])
    #expect(try #require(read.tensors["n"]).int64s() == [7])
    #expect(try parsed(file.serialized(file: "test")).tensors["h"]?.floats() == values)
    let large = Safetensors(tensors: ["large": try Tensor([1e5] as [Float], shape: [1])])
    let error = #expect(throws: SafetensorsError.self) { try large.serialized(file: "test", floats: .half) }
    #expect("\(try #require(error))".contains("large"))
}

@Test(.tags(.torch)) func `a written file replaces the old one and leaves nothing beside it`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appendingPathComponent("weights.safetensors")
    let tensor = try Tensor([1, 2, 3, 4, 5, 6] as [Float], shape: [2, 3]).transposed(0, 1)
    try Safetensors(tensors: ["old": tensor]).write(to: url)
    try Safetensors(tensors: ["new": tensor], metadata: ["epoch": "3"]).write(to: url)
    let read = try Safetensors.read(contentsOf: url)
    #expect(read.metadata == ["epoch": "3"])
    #expect(read.tensors["new"]?.shape == [3, 2])
    #expect(try read.tensors["new"]?.floats() == [1, 4, 2, 5, 3, 6])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["weights.safetensors"])
    let absent = folder.appendingPathComponent("absent/weights.safetensors")
    #expect(throws: SafetensorsError.self) { try Safetensors(tensors: [:]).write(to: absent) }
    #expect(throws: SafetensorsError.self) { try Safetensors.read(contentsOf: absent) }
}

@Test(.tags(.torch)) func `what the format does not hold is not written`() throws {
    let bytes = try Tensor(zeros: [2]).to(.uint8)
    #expect(throws: SafetensorsError.self) {
        try Safetensors(tensors: ["mask": bytes]).serialized(file: "test")
    }
    let reserved = try Safetensors(tensors: ["__metadata__": Tensor(zeros: [1])])
    #expect(throws: SafetensorsError.self) { try reserved.serialized(file: "test") }
}

@Test(.tags(.torch)) func `an empty file of tensors is read`() throws {
    #expect(try parsed(file("{}")).tensors.isEmpty)
    #expect(try parsed(file("{} \n ")).tensors.isEmpty)
}

@Test(
    .tags(.torch),
    arguments: [
        ("no JSON", file("{nonsense}")),
        ("a list", file("[]")),
        ("space before", file(" {}")),
        ("length beyond the file", file("{}", length: 3)),
        ("huge length", file("{}", length: .max)),
        ("length over the limit", file("{}", length: 100_000_001)),
        ("bytes left over", file("{}", body: 1)),
        ("a number as metadata", file(#"{"__metadata__":{"a":1}}"#)),
        ("no UTF-8", file("{}").prefix(8) + Data([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])),
        ("deep nesting", file(String(repeating: #"{"a":"#, count: 100_000))),
    ]
)
func `a broken header is refused`(name: String, data: Data) {
    let error = #expect(throws: SafetensorsError.self) { try parsed(data) }
    guard case .header("test", _) = error else {
        Issue.record("\(name): \(String(describing: error))")
        return
    }
}

@Test(
    .tags(.torch),
    arguments: [
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,5]}}"#,
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#,
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#,
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#,
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#,
        #"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#,
        #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}"#,
        #"{"a":{"dtype":"F32","shape":[2,1],"data_offsets":[8,16]}}"#,
        #"{"a":{"dtype":"Q17","shape":[1],"data_offsets":[0,4]}}"#,
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"#
            + #""b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#,
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
            + #""b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}"#,
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
            + #""a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#,
    ]
)
func `a tensor that does not fit the file is refused`(header: String) {
    #expect(throws: SafetensorsError.self) { try parsed(file(header, body: 12)) }
}

@Test(.tags(.torch)) func `a file cut anywhere is refused`() throws {
    let whole = try Data(contentsOf: try resource("Goldens/mixed.safetensors"))
    for length in 0..<whole.count {
        #expect(throws: SafetensorsError.self) { try parsed(whole.prefix(length)) }
    }
}
