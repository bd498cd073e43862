import FoundationEssentials
import InferenceUnits
import Testing

@Test func `a frame's bytes are two little-endian lengths and its parts`() {
    let frame = Frame(header: Data("{}".utf8), payload: Data([7, 8, 9]))
    #expect(Array(frame.encoded) == [2, 0, 0, 0, 3, 0, 0, 0, 0x7B, 0x7D, 7, 8, 9])
}

@Test(arguments: [1, 2, 3, 7, 8, 9, 64, 100_000])
func `frames come out of pieces of any size`(pieceSize: Int) throws {
    let frames = [
        Frame(header: Data("{}".utf8)),
        Frame(header: Data(), payload: Data()),
        Frame(header: Data("[1]".utf8), payload: Data(repeating: 5, count: 3000)),
        Frame(header: Data("x".utf8), payload: Data([0, 255])),
    ]
    let stream = frames.reduce(Data()) { $0 + $1.encoded }
    var decoder = FrameDecoder()
    var found: [Frame] = []
    for start in stride(from: 0, to: stream.count, by: pieceSize) {
        decoder.append(stream[start..<min(start + pieceSize, stream.count)])
        while let frame = try decoder.next() { found.append(frame) }
    }
    try decoder.finish()
    #expect(found == frames)
}

@Test func `a stream cut off anywhere is an error, but between frames`() throws {
    let frame = Frame(header: Data("{\"a\":1}".utf8), payload: Data([1, 2, 3, 4]))
    let stream = frame.encoded + frame.encoded
    for length in 0...stream.count {
        var decoder = FrameDecoder()
        decoder.append(stream.prefix(length))
        while try decoder.next() != nil {}
        let left = length % frame.encoded.count
        if left == 0 {
            try decoder.finish()
        } else {
            #expect(throws: FrameError.cutOff(bytes: left)) { try decoder.finish() }
        }
    }
}

@Test func `a length over its limit is refused before anything else arrives`() {
    var decoder = FrameDecoder(limits: FrameDecoder.Limits(header: 10, payload: 20))
    decoder.append([11, 0, 0, 0, 0, 0, 0, 0])
    #expect(throws: FrameError.headerTooLong(bytes: 11, limit: 10)) { try decoder.next() }
    decoder = FrameDecoder(limits: FrameDecoder.Limits(header: 10, payload: 20))
    decoder.append([10, 0, 0, 0, 255, 255, 255, 255])
    #expect(throws: FrameError.payloadTooLong(bytes: 4_294_967_295, limit: 20)) { try decoder.next() }
}

@Test func `random bytes are an error or wait for more, never a crash`() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
        let bytes = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
            // Small lengths are the interesting ones.
            Bool.random(using: &generator) ? 0 : UInt8.random(in: .min ... .max, using: &generator)
        }
        var decoder = FrameDecoder(limits: FrameDecoder.Limits(header: 64, payload: 64))
        decoder.append(bytes)
        do {
            while let frame = try decoder.next() {
                #expect(frame.header.count <= 64 && frame.payload.count <= 64)
            }
        } catch {
            continue
        }
    }
}
