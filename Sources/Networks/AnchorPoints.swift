/// The points of an input image that each may find one object: cell centres at strides 8, 16 and 32.
package struct AnchorPoints: Sendable {
    /// Pixels between two points of a level, finest level first.
    package static let strides = [8, 16, 32]

    /// Width and height of the square input in pixels; a multiple of the coarsest stride.
    package let inputSize: Int
    /// Number of points over all levels; level by level, each row by row.
    package let count: Int
    /// In input pixels, one a point.
    package let centreX: [Float]
    /// In input pixels, one a point.
    package let centreY: [Float]
    /// In pixels, one a point.
    package let stride: [Float]

    /// The points of a square input of `inputSize` pixels, a multiple of the coarsest stride.
    package init(inputSize: Int) {
        var centreX: [Float] = []
        var centreY: [Float] = []
        var strides: [Float] = []
        for stride in Self.strides {
            let cells = inputSize / stride
            for row in 0..<cells {
                for column in 0..<cells {
                    centreX.append((Float(column) + 0.5) * Float(stride))
                    centreY.append((Float(row) + 0.5) * Float(stride))
                    strides.append(Float(stride))
                }
            }
        }
        self.inputSize = inputSize
        self.count = strides.count
        self.centreX = centreX
        self.centreY = centreY
        self.stride = strides
    }
}
