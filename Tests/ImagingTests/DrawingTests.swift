import Annotations
import Imaging
import Testing

private let red = Colour(red: 255, green: 0, blue: 0)
private let blank = PixelImage.filled(.white, size: ImageSize(width: 120, height: 90))

private func colour(_ image: PixelImage, _ x: Int, _ y: Int) -> Colour {
    let at = (y * image.size.width + x) * 3
    return Colour(red: image.pixels[at], green: image.pixels[at + 1], blue: image.pixels[at + 2])
}

@Test func `a box is outlined and left open inside`() {
    var image = blank
    image.draw([BoxDrawing(box: Box(left: 20, top: 30, width: 60, height: 40), colour: red)])
    for (x, y) in [(20, 30), (79, 69), (50, 31), (50, 68), (21, 50), (78, 50)] {
        #expect(colour(image, x, y) == red)
    }
    for (x, y) in [(19, 30), (80, 69), (50, 32), (50, 67), (22, 50), (77, 50)] {
        #expect(colour(image, x, y) == .white)
    }
}

@Test func `a missed object's box is dashed`() {
    var image = blank
    image.draw([BoxDrawing(box: Box(left: 0, top: 0, width: 120, height: 90), colour: red, line: .dashed)])
    let top = (0..<120).map { colour(image, $0, 0) }
    #expect(top.first == red)
    #expect(top.last == red)
    #expect((30...90).contains(top.filter { $0 == red }.count))
}

@Test(arguments: [
    Box(left: 0, top: 0, width: 10, height: 10), Box(left: 110, top: 80, width: 10, height: 10),
    Box(left: -50, top: -50, width: 500, height: 500), Box(left: 60, top: 40, width: 0, height: 0),
])
func `a caption stays in the picture`(box: Box) {
    func ink(_ box: Box) -> Int {
        var image = blank
        image.draw([BoxDrawing(box: box, colour: red, caption: "bear")])
        return (0..<90).map { y in (0..<120).filter { colour(image, $0, y) == .black }.count }.reduce(0, +)
    }
    let inTheMiddle = ink(Box(left: 40, top: 40, width: 30, height: 30))
    #expect(inTheMiddle > 40)
    #expect(ink(box) == inTheMiddle)
}

@Test(arguments: [
    Box(left: 300, top: 0, width: 5, height: 5), Box(left: -9, top: 0, width: 5, height: 5),
    Box(left: .nan, top: 0, width: 5, height: 5), Box(left: 0, top: 0, width: .nan, height: 5),
])
func `a box outside the picture is not drawn`(box: Box) {
    var image = blank
    image.draw([BoxDrawing(box: box, colour: red, caption: "bear")])
    #expect(image == blank)
}

@Test(arguments: [(1, 1), (1, 200), (200, 1), (6, 12), (13, 13)])
func `tiny pictures take drawings too`(width: Int, height: Int) {
    var image = PixelImage.filled(.black, size: ImageSize(width: width, height: height))
    let box = Box(left: 0, top: 0, width: Double(width), height: Double(height))
    image.draw([BoxDrawing(box: box, colour: red, caption: "a very long caption", line: .dashed)])
    #expect(colour(image, 0, 0) == red)
}

@Test(arguments: [
    ("Bär", "Bar"), ("e\u{301}", "e"), ("Ångström", "Angstrom"), ("熊", "?"), ("é", "e"), ("\u{7F}", "?"),
])
func `letters beyond ASCII look like their base`(text: String, ascii: String) {
    func picture(_ caption: String) -> PixelImage {
        var image = blank
        let box = Box(left: 10, top: 40, width: 90, height: 40)
        image.draw([BoxDrawing(box: box, colour: red, caption: caption)])
        return image
    }
    #expect(picture(text) == picture(ascii))
}

@Test func `a detection is captioned with its confidence`() {
    let detection = Detection(
        label: "bear",
        confidence: 0.934,
        box: Box(left: 1, top: 2, width: 3, height: 4)
    )
    let drawing = BoxDrawing(detection, labelIndex: 1)
    #expect(drawing.caption == "bear 93%")
    #expect(drawing.colour == .label(1))
}

@Test func `neighbouring labels differ and repeat at last`() {
    #expect(Set((0..<14).map(Colour.label)).count == 14)
    #expect(Colour.label(14) == .label(0))
    #expect(Colour.label(3).readableOverlay == .black)
    #expect(Colour.label(6).readableOverlay == .white)
}
