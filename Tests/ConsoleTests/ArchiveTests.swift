import Foundation
import Testing

@testable import Console

@Test func `a tar header has the sizes in octal and a sum of its bytes`() throws {
    let date = Date(timeIntervalSince1970: 1_690_556_751)
    let header = try TarArchive.header(of: "v1.katmai/model.onnx", size: 1000, modified: date)
    #expect(header.count == 512)
    #expect(String(decoding: header[0..<20], as: UTF8.self) == "v1.katmai/model.onnx")
    #expect(String(decoding: header[124..<135], as: UTF8.self) == "00000001750")
    #expect(String(decoding: header[257..<265], as: UTF8.self) == "ustar\u{0}00")
    var blank = header
    for place in 148..<156 { blank[place] = 0x20 }
    let sum = blank.reduce(0) { $0 + Int($1) }
    #expect(Int(String(decoding: header[148..<154], as: UTF8.self), radix: 8) == sum)
    #expect(TarArchive.padding(after: 1000).count == 24)
    #expect(TarArchive.padding(after: 1024).isEmpty)
}

@Test func `a path of more than a hundred bytes is split, and one that cannot be is refused`() throws {
    let folder = String(repeating: "f", count: 110)
    let header = try TarArchive.header(of: "\(folder)/model.onnx", size: 0, modified: .distantPast)
    #expect(String(decoding: header[0..<10], as: UTF8.self) == "model.onnx")
    #expect(String(decoding: header[345..<455], as: UTF8.self) == folder)
    #expect(throws: TarArchive.NameTooLong.self) {
        try TarArchive.header(of: String(repeating: "n", count: 101), size: 0, modified: .distantPast)
    }
}

@Test func `a zip file lists its members with their checks`() throws {
    var archive = ZipArchive(modified: Date(timeIntervalSince1970: 1_690_556_751))
    let member = try archive.add(Array("123456789".utf8), at: "a.txt")
    let end = try archive.end()
    #expect(member.starts(with: [0x50, 0x4B, 3, 4]))
    // The check that every description of CRC-32 gives for these nine digits.
    #expect(Array(member[14..<18]) == [0x26, 0x39, 0xF4, 0xCB])
    #expect(member.count == 30 + 5 + 9)
    #expect(end.starts(with: [0x50, 0x4B, 1, 2]))
    #expect(Array(end[46..<51]) == Array("a.txt".utf8))
    let last = Array(end.suffix(22))
    #expect(last.starts(with: [0x50, 0x4B, 5, 6]))
    #expect(last[10] == 1 && last[16] == UInt8(member.count))
}
