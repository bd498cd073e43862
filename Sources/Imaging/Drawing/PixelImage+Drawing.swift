import Annotations

extension PixelImage {
    /// Draws boxes, then all captions over them, so that no box crosses a text.
    ///
    /// Lines and letters grow with the picture. A caption stands above its box where there is room, otherwise
    /// inside its upper edge; it never leaves the picture, is cut with ".." where the picture is too narrow
    /// for it, and is left out where not even one letter fits.
    package mutating func draw(_ drawings: [BoxDrawing]) {
        let shown = drawings.filter { isVisible($0.box) }
        for drawing in shown { outline(drawing) }
        for drawing in shown { write(drawing) }
    }

    /// Of a box's line, in pixels: 2 up to 800 pixels of picture, 3 up to 1,200, 5 at 1,920.
    private var lineWidth: Int { max(2, size.longestSide / 400 + (size.longestSide > 800 ? 1 : 0)) }

    /// Pixels per dot of a letter: 1 below 600 pixels of picture, 2 from there, 4 at 1,920.
    private var dotSize: Int { 1 + size.longestSide / 600 }

    private func isVisible(_ box: Box) -> Bool {
        // Comparisons with NaN are false: a box without numbers is not drawn.
        box.left < Double(size.width) && box.top < Double(size.height) && box.right > 0 && box.bottom > 0
            && box.width >= 0 && box.height >= 0
    }

    /// The box in whole pixels of the picture, at least one wide and high.
    private func pixelEdges(of box: Box) -> PixelEdges {
        let inside = box.clipped(to: size)
        let left = min(Int(inside.left.rounded()), size.width - 1)
        let top = min(Int(inside.top.rounded()), size.height - 1)
        return PixelEdges(
            left: left,
            top: top,
            right: max(left + 1, Int(inside.right.rounded())),
            bottom: max(top + 1, Int(inside.bottom.rounded()))
        )
    }

    private mutating func outline(_ drawing: BoxDrawing) {
        let (edges, width, colour) = (pixelEdges(of: drawing.box), lineWidth, drawing.colour)
        let innerLeft = min(edges.left + width, edges.right)
        let innerRight = max(edges.right - width, edges.left)
        let innerTop = min(edges.top + width, edges.bottom)
        let innerBottom = max(edges.bottom - width, edges.top)
        for x in strokes(from: edges.left, to: edges.right, drawing.line) {
            fill(colour, left: x.lowerBound, top: edges.top, right: x.upperBound, bottom: innerTop)
            fill(colour, left: x.lowerBound, top: innerBottom, right: x.upperBound, bottom: edges.bottom)
        }
        for y in strokes(from: edges.top, to: edges.bottom, drawing.line) {
            fill(colour, left: edges.left, top: y.lowerBound, right: innerLeft, bottom: y.upperBound)
            fill(colour, left: innerRight, top: y.lowerBound, right: edges.right, bottom: y.upperBound)
        }
    }

    /// The painted parts of one side: all of it, or dashes that begin and end it.
    private func strokes(from start: Int, to end: Int, _ line: BoxDrawing.Line) -> [Range<Int>] {
        let length = end - start
        let dash = 4 * lineWidth
        let gaps = length / (2 * dash)
        guard line == .dashed, gaps > 0 else { return [start..<end] }
        // `gaps` gaps between `gaps + 1` dashes, all stretched alike to fit.
        let parts = 2 * gaps + 1
        return (0...gaps).map { i in
            start + 2 * i * length / parts..<start + (2 * i + 1) * length / parts
        }
    }

    private mutating func write(_ drawing: BoxDrawing) {
        let dot = dotSize
        let margin = 2 * dot
        let fitting = (size.width - 2 * margin + dot) / (BitmapFont.advance * dot)
        let height = (BitmapFont.height + 2) * dot
        guard let caption = drawing.caption, !caption.isEmpty, fitting > 0, height <= size.height else {
            return
        }
        let text =
            caption.count <= fitting
            ? caption : caption.prefix(max(1, fitting - 2)) + (fitting > 2 ? ".." : "")
        let width = text.count * BitmapFont.advance * dot - dot + 2 * margin
        let edges = pixelEdges(of: drawing.box)
        let left = max(0, min(edges.left, size.width - width))
        let top = edges.top >= height ? edges.top - height : min(edges.top, size.height - height)
        fill(drawing.colour, left: left, top: top, right: left + width, bottom: top + height)
        for (column, character) in text.enumerated() {
            let x = left + margin + column * BitmapFont.advance * dot
            paint(character, in: drawing.colour.readableOverlay, left: x, top: top + dot, dot: dot)
        }
    }

    private mutating func paint(_ character: Character, in ink: Colour, left: Int, top: Int, dot: Int) {
        for (row, dots) in BitmapFont.glyph(for: character).enumerated() {
            for (column, isInked) in dots.enumerated() where isInked {
                let (x, y) = (left + column * dot, top + row * dot)
                fill(ink, left: x, top: y, right: x + dot, bottom: y + dot)
            }
        }
    }
}

/// Whole pixels: right and bottom are the first beyond.
private struct PixelEdges {
    let left: Int
    let top: Int
    let right: Int
    let bottom: Int
}
