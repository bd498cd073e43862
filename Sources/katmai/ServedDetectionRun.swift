import Annotations
import FoundationEssentials
import Imaging
import InferenceUnits
import Server

/// Asks the running server for what a version finds in images, one after the other.
struct ServedDetectionRun {
    let client: ControlClient
    let version: VersionName
    /// 0...100; nil takes each label's own threshold.
    var minimumConfidencePercent: Double?
    var maximumResults: Int?

    /// Hands over what came of each image, in order.
    func run(_ images: [NamedImage], each: (DetectionRun.Outcome) throws -> Void) async throws {
        try await version.check(with: client)
        for (index, image) in images.enumerated() {
            try each(await outcome(of: image, index: index))
        }
    }

    private func outcome(of image: NamedImage, index: Int) async throws -> DetectionRun.Outcome {
        let bytes: Data
        do {
            bytes = try image.bytes()
        } catch {
            return outcome(of: image, index, nil, .failure(Self.failure("unreadable_file", "\(error)")))
        }
        do {
            return outcome(of: image, index, bytes, .success(try await detections(in: bytes, of: image)))
        } catch let refusal as ControlClient.Failure {
            // What is not about this image is about all.
            guard let code = refusal.imageCode else { throw refusal }
            let failure = Self.failure(code, "\(image.name): \(refusal.description)")
            return outcome(of: image, index, bytes, .failure(failure))
        } catch let error as ImageError {
            return outcome(of: image, index, bytes, .failure(Self.failure("bad_image", error.description)))
        }
    }

    /// Boxes come as ratios of the picture's sides, as DetectCustomLabels answers them, and are shown in pixels.
    private func detections(in bytes: Data, of image: NamedImage) async throws -> ImageDetections {
        let found = try await client.detect(
            bytes,
            project: version.project,
            version: version.version,
            minimumConfidencePercent: minimumConfidencePercent,
            maximumResults: maximumResults
        )
        let size = try ImageDecoder.size(of: bytes, name: image.name)
        let (width, height) = (Double(size.width), Double(size.height))
        let detections = found.labels.map { label in
            // What has no box is the whole picture's.
            let box =
                label.box.map { box in
                    Box(left: box.left, top: box.top, width: box.width, height: box.height)
                } ?? Box(left: 0, top: 0, width: 1, height: 1)
            return Detection(
                label: label.name,
                confidence: label.confidence / 100,
                box: box.scaled(x: width, y: height)
            )
        }
        return ImageDetections(size: size, detections: detections, timings: InferenceTimings())
    }

    private func outcome(
        of image: NamedImage,
        _ index: Int,
        _ bytes: Data?,
        _ result: Result<ImageDetections, DetectionRun.Failure>
    ) -> DetectionRun.Outcome {
        DetectionRun.Outcome(index: index, image: image, result: result, bytes: bytes, isTimed: false)
    }

    private static func failure(_ code: String, _ description: String) -> DetectionRun.Failure {
        DetectionRun.Failure(code: code, description: description)
    }
}
