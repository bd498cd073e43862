@testable import Networks

/// A detector of small or full width with weights from a seed, for tests that need no trained one.
///
/// Draws each layer's numbers in the order in which PyTorch's modules list theirs, and keeps them all in `parameters`, so that
/// the same network can be filled elsewhere: weight, scale, shift, mean, variance for a layer with a batch norm.
struct RandomNetwork {
    private(set) var parameters: [Float] = []
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// EfficientNet-Lite0's layout with every width divided by `divisor`.
    mutating func detector(labels: Int, divisor: Int = 1) -> FoldedDetector {
        let width = 96 / divisor
        let (stem, stages) = backbone(divisor: divisor)
        let laterals = [40, 112, 320].map { biased(from: $0 / divisor, to: width) }
        let downs = (0..<2).map { _ in biased(from: width, to: width, kernel: 3, stride: 2, groups: width) }
        let smooths = (0..<4).map { _ in separable(width) }
        let classTowers = (0..<3).map { _ in [separable(width), separable(width)] }
        let boxTowers = (0..<3).map { _ in [separable(width), separable(width)] }
        return FoldedDetector(
            stem: stem,
            stages: stages,
            neck: FoldedNeck(laterals: laterals, downs: downs, smooths: smooths),
            head: FoldedHead(
                classTowers: classTowers,
                boxTowers: boxTowers,
                classOutput: biased(from: width, to: labels),
                boxOutput: biased(from: width, to: 4)
            )
        )
    }

    private mutating func backbone(divisor: Int) -> (FoldedConvolution, [[FoldedBlock]]) {
        // Expansion, channels, repeats, stride, kernel.
        let layout = [
            (1, 16, 1, 1, 3), (6, 24, 2, 2, 3), (6, 40, 2, 2, 5), (6, 80, 3, 2, 3), (6, 112, 3, 1, 5),
            (6, 192, 4, 2, 5), (6, 320, 1, 1, 3),
        ]
        var channels = 32 / divisor
        let stem = normalised(from: 3, to: channels, kernel: 3, stride: 2)
        var stages: [[FoldedBlock]] = []
        for (expansion, fullWidth, repeats, stride, kernel) in layout {
            var blocks: [FoldedBlock] = []
            for index in 0..<repeats {
                let stride = index == 0 ? stride : 1
                let (hidden, width) = (channels * expansion, fullWidth / divisor)
                var layers = expansion == 1 ? [] : [normalised(from: channels, to: hidden, kernel: 1)]
                layers.append(
                    normalised(from: hidden, to: hidden, kernel: kernel, stride: stride, groups: hidden)
                )
                layers.append(normalised(from: hidden, to: width, kernel: 1, hasReLU6: false))
                blocks.append(FoldedBlock(layers: layers, isResidual: stride == 1 && channels == width))
                channels = width
            }
            stages.append(blocks)
        }
        return (stem, stages)
    }

    private mutating func normalised(
        from inputs: Int,
        to outputs: Int,
        kernel: Int,
        stride: Int = 1,
        groups: Int = 1,
        epsilon: Float = 1e-3,
        hasReLU6: Bool = true
    ) -> FoldedConvolution {
        let fanIn = inputs / groups * kernel * kernel
        let norm = foldBatchNorm(
            weight: weights(outputs * fanIn, fanIn: fanIn),
            scale: numbers(outputs, 0.8...1.3),
            shift: numbers(outputs, -0.3...0.8),
            mean: numbers(outputs, -0.5...0.5),
            variance: numbers(outputs, 0.3...1.2),
            epsilon: epsilon
        )
        return FoldedConvolution(
            weight: norm.weight,
            shape: [outputs, inputs / groups, kernel, kernel],
            bias: norm.bias,
            stride: stride,
            padding: kernel / 2,
            groups: groups,
            hasReLU6: hasReLU6
        )
    }

    private mutating func biased(
        from inputs: Int,
        to outputs: Int,
        kernel: Int = 1,
        stride: Int = 1,
        groups: Int = 1
    ) -> FoldedConvolution {
        let fanIn = inputs / groups * kernel * kernel
        return FoldedConvolution(
            weight: weights(outputs * fanIn, fanIn: fanIn),
            shape: [outputs, inputs / groups, kernel, kernel],
            bias: numbers(outputs, -0.5...0.5),
            stride: stride,
            padding: kernel / 2,
            groups: groups,
            hasReLU6: false
        )
    }

    private mutating func separable(_ width: Int) -> FoldedSeparable {
        FoldedSeparable(
            depthwise: FoldedConvolution(
                weight: weights(width * 25, fanIn: 25),
                shape: [width, 1, 5, 5],
                bias: [],
                stride: 1,
                padding: 2,
                groups: width,
                hasReLU6: false
            ),
            pointwise: normalised(from: width, to: width, kernel: 1, epsilon: 1e-5)
        )
    }

    /// Kaiming's bound, so that signals neither die nor grow on their way.
    private mutating func weights(_ count: Int, fanIn: Int) -> [Float] {
        let bound = (3 / Float(fanIn)).squareRoot()
        return numbers(count, -bound...bound)
    }

    private mutating func numbers(_ count: Int, _ range: ClosedRange<Float>) -> [Float] {
        let drawn = (0..<count).map { _ in range.lowerBound + (range.upperBound - range.lowerBound) * next() }
        parameters += drawn
        return drawn
    }

    /// Uniform in 0..<1, by Steele et al.'s SplitMix64.
    private mutating func next() -> Float {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return Float(mixed >> 40) / Float(1 << 24)
    }
}
