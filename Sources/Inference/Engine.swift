import COpenVINO
import FoundationEssentials
import ModelBundles

/// A bundle's graph, compiled by OpenVINO for one image at a time.
///
/// The graph's batch is dynamic; compiled for exactly one image it starts faster and runs some 4 % faster.
final class Engine {
    /// `inputSize * inputSize * 3` bytes to write an image into before `run()`.
    let input: TensorView
    /// Points x 4: left, top, right and bottom in pixels of the input; valid after `run()`, until the next.
    let boxes: TensorView
    /// Points x labels, 0...1; valid after `run()`, until the next.
    let scores: TensorView
    /// Such as `OpenVINO 2026.4.1-12345`.
    let version: String
    let threads: Int
    /// Whether the compiled model came from the cache.
    let wasCached: Bool
    private let core: OpenVINOObject
    private let model: OpenVINOObject
    private let request: OpenVINOObject

    init(bundle: ModelBundle, settings: EngineSettings, cache: CompiledModelCache?) throws(EngineError) {
        let description = bundle.description
        version = "OpenVINO \(try OpenVINO.version())"
        let core = try OpenVINOObject(to: "start", free: ov_core_free, make: { ov_core_create(&$0) })
        self.core = core
        let properties = Self.properties(description, settings)
        try OpenVINO.check(
            OpenVINO.withProperties(properties) {
                ov_core_set_properties(core.pointer, OpenVINO.device, $1, $0)
            },
            "take its settings"
        )
        let key = try Self.cacheKey(core, version, bundle, properties)
        let model: OpenVINOObject
        if let cached = cache?.load(key: key, core: core) {
            model = cached
            wasCached = true
        } else {
            model = try Self.compile(bundle, core: core)
            wasCached = false
            cache?.store(model, key: key)
        }
        self.model = model
        request = try OpenVINOObject(to: "prepare the model", free: ov_infer_request_free) {
            ov_compiled_model_create_infer_request(model.pointer, &$0)
        }
        input = try TensorView(named: "images", of: request, type: U8)
        boxes = try TensorView(named: "boxes", of: request, type: F32)
        scores = try TensorView(named: "scores", of: request, type: F32)
        threads = try Self.property("INFERENCE_NUM_THREADS", of: model).flatMap { Int($0) } ?? 0
        try checkShapes(description)
    }

    /// Computes `boxes` and `scores` from `input`.
    func run() throws(EngineError) {
        try OpenVINO.check(ov_infer_request_infer(request.pointer), "run the model")
    }

    private static func properties(
        _ description: ModelDescription,
        _ settings: EngineSettings
    ) -> [(key: String, value: String)] {
        var properties = [
            (key: "PERFORMANCE_HINT", value: "LATENCY"),
            (key: "INFERENCE_PRECISION_HINT", value: description.precision.rawValue),
        ]
        if let threads = settings.threads {
            properties.append((key: "INFERENCE_NUM_THREADS", value: "\(threads)"))
            // Each process binds its threads to the first cores. That is quicker with all of them; workers that share them
            // would compute on one and leave the other idle.
            if threads < ProcessInfo.processInfo.activeProcessorCount {
                properties.append((key: "ENABLE_CPU_PINNING", value: "NO"))
            }
        }
        return properties
    }

    private static func compile(
        _ bundle: ModelBundle,
        core: OpenVINOObject
    ) throws(EngineError) -> OpenVINOObject {
        let path = bundle.url(for: ModelBundle.graphPath).path(percentEncoded: false)
        let graph = try OpenVINOObject(to: "read \(path)", free: ov_model_free) {
            ov_core_read_model(core.pointer, path, nil, &$0)
        }
        let side = bundle.description.inputSize
        try OpenVINO.withShape([1, side, side, 3]) { shape throws(EngineError) in
            let status = ov_model_reshape_input_by_name(graph.pointer, "images", shape)
            try OpenVINO.check(status, "give the graph its input of \(side) x \(side)")
        }
        return try OpenVINOObject(to: "compile \(path)", free: ov_compiled_model_free) {
            ov_core_compile_model_props(core.pointer, graph.pointer, OpenVINO.device, 0, nil, &$0)
        }
    }

    private static func cacheKey(
        _ core: OpenVINOObject,
        _ version: String,
        _ bundle: ModelBundle,
        _ properties: [(key: String, value: String)]
    ) throws(EngineError) -> CompiledModelCache.Key {
        guard let graph = bundle.description.files[ModelBundle.graphPath] else {
            throw .unexpectedGraph(problem: "\(ModelBundle.graphPath) is not listed")
        }
        var circumstances = [version, "\(bundle.description.inputSize)"]
        circumstances += properties.map { "\($0.key)=\($0.value)" }
        for key in ["FULL_DEVICE_NAME", "OPTIMIZATION_CAPABILITIES"] {
            var value: UnsafeMutablePointer<CChar>?
            let status = ov_core_get_property(core.pointer, OpenVINO.device, key, &value)
            try OpenVINO.check(status, "say what processor this is")
            circumstances.append("\(key)=\(OpenVINO.text(value) ?? "unknown")")
        }
        return CompiledModelCache.Key(graph: graph, circumstances: circumstances)
    }

    private static func property(_ key: String, of model: OpenVINOObject) throws(EngineError) -> String? {
        var value: UnsafeMutablePointer<CChar>?
        try OpenVINO.check(ov_compiled_model_get_property(model.pointer, key, &value), "say its \(key)")
        return OpenVINO.text(value)
    }

    private func checkShapes(_ description: ModelDescription) throws(EngineError) {
        let side = description.inputSize
        let points = [8, 16, 32].reduce(0) { $0 + (side / $1) * (side / $1) }
        for (name, tensor, expected) in [
            ("images", input, [1, side, side, 3]), ("boxes", boxes, [1, points, 4]),
            ("scores", scores, [1, points, description.labels.count]),
        ] where tensor.sides != expected {
            throw .unexpectedGraph(problem: "\"\(name)\" is \(tensor.sides) instead of \(expected)")
        }
    }
}
