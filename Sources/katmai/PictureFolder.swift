import Annotations
import FoundationEssentials
import Glibc
import Imaging

/// The folder of `--draw`: pictures with boxes on them.
struct PictureFolder {
    private let folder: URL
    private var taken: Set<String> = []

    /// Makes the folder when it is not there.
    init(_ path: String) throws {
        folder = URL(filePath: path)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Draws on the image of these bytes and writes it as a JPEG named after it.
    mutating func write(_ bytes: Data, name: String, drawings: [BoxDrawing]) throws {
        var picture = try ImageDecoder.decode(bytes, name: name).image
        picture.draw(drawings)
        let file = folder.appending(path: freeName(for: name))
        try ImageEncoder.jpeg(picture, quality: 90, name: file.lastPathComponent).write(to: file)
    }

    /// `a/bear.png` becomes `bear.jpg`, and a second image of that name `bear-2.jpg`.
    private mutating func freeName(for name: String) -> String {
        let last = name.split(separator: "/").last.map(String.init) ?? "image"
        let stem = last.lastIndex(of: ".").map { String(last[..<$0]) } ?? last
        var free = stem
        var number = 2
        while !taken.insert(free).inserted {
            free = "\(stem)-\(number)"
            number += 1
        }
        return free + ".jpg"
    }
}
