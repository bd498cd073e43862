/// Average precision as COCO defines it (all areas, 100 detections an image and label, 101 recall points).
package struct AveragePrecision: Hashable, Sendable {
    /// At an overlap of at least 0.5, 0...1.
    package let ap50: Double
    /// The mean over the overlaps 0.50 to 0.95 by 0.05, 0...1.
    package let ap50To95: Double
}
