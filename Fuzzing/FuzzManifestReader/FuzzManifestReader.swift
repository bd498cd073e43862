import Annotations
import FoundationEssentials

/// Reads bytes as an annotation file, of whichever format they look like; libFuzzer calls it.
///
/// They are refused with an error that can say so, or read; and what was read is written as the same bytes.
@_cdecl("LLVMFuzzerTestOneInput")
func readAnnotations(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
    do throws(AnnotationFileError) {
        let set = try AnnotationFile.read(bytes, file: "fuzzed")
        let options = WritingOptions(created: Date(timeIntervalSince1970: 0))
        let written = try AnnotationFile.bytes(of: set, as: set.format, options: options)
        precondition(written == bytes, "\(set.format) was read and then written as other bytes")
    } catch {
        precondition(!error.description.isEmpty, "an error without words")
    }
    return 0
}
