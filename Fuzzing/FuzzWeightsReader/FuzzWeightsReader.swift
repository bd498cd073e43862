import Torch

/// Reads bytes as a file of PyTorch weights; libFuzzer calls it.
///
/// They are read, or refused with an error that points into them.
@_cdecl("LLVMFuzzerTestOneInput")
func readWeights(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
    do throws(PickledWeightsError) {
        _ = try PickledWeights(parsing: bytes, file: "fuzzed")
    } catch {
        precondition((0...bytes.count).contains(error.offset), "an error at byte \(error.offset)")
        precondition(!error.description.isEmpty, "an error without words")
    }
    return 0
}
