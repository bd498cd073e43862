import COpenVINO

/// A tensor that belongs to an inference request, as plain memory.
///
/// The memory stays where it is as long as the request lives and shapes do not change.
struct TensorView {
    let sides: [Int]
    private let data: UnsafeMutableRawPointer
    // Keeps the memory alive.
    private let tensor: OpenVINOObject

    /// The request's tensor of this name, which must have this element type.
    init(named name: String, of request: OpenVINOObject, type: ov_element_type_e) throws(EngineError) {
        tensor = try OpenVINOObject(to: "find the graph's \"\(name)\"", free: ov_tensor_free) {
            ov_infer_request_get_tensor(request.pointer, name, &$0)
        }
        var found = DYNAMIC
        try OpenVINO.check(ov_tensor_get_element_type(tensor.pointer, &found), "read the type of \"\(name)\"")
        guard found == type else { throw .unexpectedGraph(problem: "\"\(name)\" has another element type") }
        var shape = ov_shape_t()
        try OpenVINO.check(ov_tensor_get_shape(tensor.pointer, &shape), "read the shape of \"\(name)\"")
        sides = (0..<Int(shape.rank)).map { Int(shape.dims[$0]) }
        try OpenVINO.check(ov_shape_free(&shape), "free a shape")
        var start: UnsafeMutableRawPointer?
        try OpenVINO.check(ov_tensor_data(tensor.pointer, &start), "find the memory of \"\(name)\"")
        guard let start else { throw .unexpectedGraph(problem: "\"\(name)\" has no memory") }
        data = start
    }

    var count: Int { sides.reduce(1, *) }

    var bytes: UnsafeMutableBufferPointer<UInt8> {
        UnsafeMutableBufferPointer(start: data.assumingMemoryBound(to: UInt8.self), count: count)
    }

    var floats: UnsafeBufferPointer<Float> {
        UnsafeBufferPointer(start: UnsafePointer(data.assumingMemoryBound(to: Float.self)), count: count)
    }
}
