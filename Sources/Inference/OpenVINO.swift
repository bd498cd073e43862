import COpenVINO
import Glibc

/// One object of OpenVINO's C API: this class owns it and frees it.
final class OpenVINOObject {
    let pointer: OpaquePointer
    private let free: (OpaquePointer?) -> Void
    private let memory: AnyObject?

    /// Makes the object; `step` says in errors what could not be done.
    ///
    /// `memory` is what the object goes on reading after it is made: it is let go only when the object is freed.
    init(
        to step: String,
        free: @escaping (OpaquePointer?) -> Void,
        keeping memory: AnyObject? = nil,
        make: (inout OpaquePointer?) -> ov_status_e
    ) throws(EngineError) {
        var made: OpaquePointer?
        try OpenVINO.check(make(&made), step)
        guard let made else { throw .refused(step: step, reason: "it gave nothing") }
        pointer = made
        self.free = free
        self.memory = memory
    }

    deinit {
        free(pointer)
    }
}

/// What all calls of OpenVINO's C API need.
enum OpenVINO {
    static let device = "CPU"

    /// Turns a status that is not OK into an error with OpenVINO's own words.
    static func check(_ status: ov_status_e, _ step: String) throws(EngineError) {
        guard status != OK else { return }
        let last = text(ov_get_last_err_msg())
        let general = ov_get_error_info(status).map { String(cString: $0) }
        throw .refused(step: step, reason: last ?? general ?? "status \(status.rawValue)")
    }

    /// Takes over a text that OpenVINO allocated.
    static func text(_ allocated: UnsafePointer<CChar>?) -> String? {
        guard let allocated else { return nil }
        defer { ov_free(allocated) }
        let text = String(cString: allocated)
        return text.isEmpty ? nil : text
    }

    /// The library's build number, such as `2026.4.1-12345-abcdef`.
    static func version() throws(EngineError) -> String {
        var version = ov_version_t()
        try check(ov_get_openvino_version(&version), "say its version")
        defer { ov_version_free(&version) }
        return version.buildNumber.map { String(cString: $0) } ?? "unknown"
    }

    /// Calls `body` with properties as the C API takes them; they live as long as the call.
    static func withProperties<Result>(
        _ properties: [(key: String, value: String)],
        _ body: (UnsafePointer<ov_property_t>?, Int) -> Result
    ) -> Result {
        let texts = properties.map { (strdup($0.key), strdup($0.value)) }
        defer {
            for (key, value) in texts {
                free(key)
                free(value)
            }
        }
        let list = texts.map { ov_property_t(key: $0, value: $1) }
        return list.withUnsafeBufferPointer { body($0.baseAddress, $0.count) }
    }

    /// Calls `body` with a shape; OpenVINO copies what it keeps.
    static func withShape(
        _ sides: [Int],
        _ body: (ov_partial_shape_t) throws(EngineError) -> Void
    ) throws(EngineError) {
        var shape = ov_partial_shape_t()
        let sides = sides.map(Int64.init)
        try check(ov_partial_shape_create_static(Int64(sides.count), sides, &shape), "make a shape")
        defer { ov_partial_shape_free(&shape) }
        try body(shape)
    }
}
