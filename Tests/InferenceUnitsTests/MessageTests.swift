import Annotations
import FoundationEssentials
import InferenceUnits
import ModelBundles
import Testing

@Test func `a request survives its frame`() throws {
    let request = InferenceRequest(
        id: 7,
        image: "bucket/bär.jpg",
        minimumConfidence: 0.25,
        maximumResults: 3,
        deadline: Date(timeIntervalSince1970: 1_700_000_000.5)
    )
    let frame = try Frame(request, image: Data([1, 2]))
    #expect(try frame.request() == request)
    #expect(frame.payload == Data([1, 2]))
}

@Test(arguments: [
    WorkerMessage.ready(
        WorkerReady(
            labels: ["bear"],
            engine: "OpenVINO 1",
            precision: .float32,
            threads: 2,
            timings: LoadTimings(verify: 1, compile: 3, fromCache: true)
        )
    ),
    .refused("m: model.onnx is missing"),
    .answer(
        InferenceAnswer(
            id: 7,
            outcome: .found(
                ImageDetections(
                    size: ImageSize(width: 640, height: 480),
                    detections: [
                        Detection(
                            label: "bear",
                            confidence: 0.875,
                            box: Box(left: 1.5, top: 2, width: 3, height: 4)
                        ),
                        Detection(
                            label: "wolf",
                            confidence: 0.1,
                            box: Box(left: -0.1, top: 0.3, width: 1e-7, height: 1 / 3)
                        ),
                    ],
                    timings: InferenceTimings(decode: 1, letterbox: 2, engine: 3, suppression: 4)
                )
            )
        )
    ),
    .answer(InferenceAnswer(id: 8, outcome: .failed(InferenceFailure(code: .badImage, message: "x")))),
])
func `a worker's message survives its frame`(message: WorkerMessage) throws {
    #expect(try Frame(message).message() == message)
}

@Test func `a header that is no message is an error`() {
    #expect(throws: (any Error).self) { try Frame(header: Data("{}".utf8)).message() }
    #expect(throws: (any Error).self) { try Frame(header: Data([255, 0])).request() }
}

@Test(arguments: ["1,0.5,0,0,1,1", "0,0.5,0,0,1", "0.5,0.5,0,0,1,1", "-1,0.5,0,0,1,1"])
func `numbers that are no detections are an error`(numbers: String) {
    let text = """
        {"size":{"width":2,"height":1},"labels":["bear"],"detections":[\(numbers)],
        "timings":{"decode":0,"letterbox":0,"engine":0,"suppression":0}}
        """
    #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(ImageDetections.self, from: Data(text.utf8))
    }
}
