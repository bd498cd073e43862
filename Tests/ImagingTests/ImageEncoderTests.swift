import Annotations
import Imaging
import Testing

@Test(arguments: ["noise.png", "pixel.png"])
func `PNG keeps every pixel`(name: String) throws {
    let image = try Golden.image(name)
    let bytes = try ImageEncoder.png(image)
    #expect(ImageDecoder.format(of: bytes) == .png)
    #expect(try ImageDecoder.decode(bytes, name: "again").image == image)
}

@Test func `JPEG comes close and quality costs bytes`() throws {
    let image = try Golden.image("large.jpg")
    let good = try ImageEncoder.jpeg(image, quality: 95)
    let small = try ImageEncoder.jpeg(image, quality: 30)
    #expect(small.count < good.count)
    let again = try ImageDecoder.decode(good, name: "again").image
    let error = zip(again.pixels, image.pixels).map { abs(Int($0) - Int($1)) }.reduce(0, +)
    #expect(Double(error) / Double(image.pixels.count) < 3)
}

@Test func `a side that JPEG cannot hold is an error`() {
    let long = PixelImage.filled(.white, size: ImageSize(width: 70_000, height: 1))
    let error = #expect(throws: ImageError.self) {
        try ImageEncoder.jpeg(long, quality: 90, name: "long.jpg")
    }
    #expect(error?.description == "long.jpg: 70000 x 1 pixels are more than the limit of 65500 x 65500")
}
