import Foundation
import Testing

@testable import Console

private func renderer() async throws -> PageRenderer {
    try await PageRenderer(templates: try Resources().templates, account: "111122223333", version: "1.0.0")
}

@Test(arguments: SamplePages.all.indices)
func `every name in a page's template is one of the page's`(_ index: Int) throws {
    let page = SamplePages.all[index]
    var tags = TemplateTags(folder: try Resources().templates)
    try tags.walk(type(of: page).template, [page])
    #expect(tags.unknown == [])
}

@Test(arguments: SamplePages.all.indices)
func `every page renders, whole, and takes no text for markup`(_ index: Int) async throws {
    let page = SamplePages.all[index]
    let text = try await renderer().text(of: page)
    #expect(text.hasPrefix("<!doctype html>"))
    #expect(text.hasSuffix("</html>\n") || text.hasSuffix("</html>") || text.hasSuffix("</body>\n</html>\n"))
    #expect(!text.contains("<img src=x"))
    #expect(!text.contains("{{"))
    #expect(text.contains("&lt;img src=x"))
}

@Test(arguments: SamplePages.all.indices)
func `no page has what its policy forbids`(_ index: Int) async throws {
    let text = try await renderer().text(of: SamplePages.all[index])
    #expect(text.firstMatch(of: #/<script(?![^>]*\bsrc=)/#) == nil)
    #expect(text.firstMatch(of: #/<style/#) == nil)
    #expect(text.firstMatch(of: #/<[^>]*\sstyle=/#) == nil)
    #expect(text.firstMatch(of: #/<[^>"]*\son[a-z]+=/#) == nil)
    #expect(text.firstMatch(of: #/(src|href)="https?:/#) == nil)
}

@Test(arguments: SamplePages.all.indices)
func `every script that a page asks for is there`(_ index: Int) async throws {
    let folder = try Resources().publicFiles
    let text = try await renderer().text(of: SamplePages.all[index])
    for match in text.matches(of: #/(?:src|href)="/_/static/([^"#]+)/#) {
        let name = String(match.1)
        // The samples of these pages have a script's name that the door never gives.
        if ["no-version.js", "signed-in.js", "failure.js"].contains(name) { continue }
        #expect(FileManager.default.fileExists(atPath: folder.appending(path: name).path), "\(name)")
    }
}

@Test func `a template that is missing is named before anything is served`() async throws {
    let empty = FileManager.default.temporaryDirectory.appending(path: "katmai-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: empty) }
    await #expect(throws: MissingTemplate(name: "projects", folder: empty.path)) {
        try await PageRenderer(templates: empty, account: "", version: "")
    }
}
