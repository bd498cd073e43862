import Foundation
import Testing

@testable import Console

private func renderer() throws -> PageRenderer {
    try PageRenderer(templates: try Resources().templates, account: "111122223333", version: "1.0.0")
}

@Test(arguments: SamplePages.all.indices)
func `every name in a page's template is one of the page's`(_ index: Int) throws {
    let page = SamplePages.all[index]
    var tags = TemplateTags(folder: try Resources().templates)
    try tags.walk(type(of: page).template, [page])
    #expect(tags.unknown == [])
}

@Test(arguments: SamplePages.all.indices)
func `every page renders, whole, and takes no text for markup`(_ index: Int) throws {
    let page = SamplePages.all[index]
    let text = try renderer().text(of: page)
    #expect(text.hasPrefix("<!doctype html>"))
    #expect(text.hasSuffix("</html>\n") || text.hasSuffix("</html>") || text.hasSuffix("</body>\n</html>\n"))
    #expect(!text.contains("<img src=x"))
    #expect(!text.contains("{{"))
    #expect(text.contains("&lt;img src=x"))
}

@Test(arguments: SamplePages.all.indices)
func `no page has what its policy forbids`(_ index: Int) throws {
    let text = try renderer().text(of: SamplePages.all[index])
    #expect(text.firstMatch(of: #/<script(?![^>]*\bsrc=)/#) == nil)
    #expect(text.firstMatch(of: #/<style/#) == nil)
    #expect(text.firstMatch(of: #/<[^>]*\sstyle=/#) == nil)
    #expect(text.firstMatch(of: #/<[^>"]*\son[a-z]+=/#) == nil)
    #expect(text.firstMatch(of: #/(src|href)="https?:/#) == nil)
}

@Test(arguments: SamplePages.all.indices)
func `every script that a page asks for is there`(_ index: Int) throws {
    let folder = try Resources().publicFiles
    let text = try renderer().text(of: SamplePages.all[index])
    for match in text.matches(of: #/(?:src|href)="/_/static/([^"#]+)/#) {
        let name = String(match.1)
        // The samples of these pages have a script's name that the door never gives.
        if ["no-version.js", "signed-in.js", "failure.js"].contains(name) { continue }
        #expect(FileManager.default.fileExists(atPath: folder.appending(path: name).path), "\(name)")
    }
}

@Test func `a quotation mark with an accent on it ends no attribute`() throws {
    let text = "\"\u{301} class=\"x\u{338}<\u{338}"
    #expect(MarkupText().escapeText(text) == "&quot;\u{301} class=&quot;x\u{338}&lt;\u{338}")
    let renderer = try renderer()
    let shell = renderer.shell("t", "failure", session: nil, script: nil)
    let page = FailurePage(shell: shell, status: "404", message: text, backURL: text)
    let scalars = Array(try renderer.text(of: page).unicodeScalars)
    #expect(scalars.contains("\u{301}"))
    for (place, scalar) in scalars.enumerated() where scalar == "\u{301}" || scalar == "\u{338}" {
        #expect(!["\"", "<"].contains(scalars[place - 1]))
    }
}

@Test func `a template that is broken is named`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "katmai-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("{{#open}}".utf8).write(to: folder.appending(path: "projects.mustache"))
    let error = #expect(throws: BrokenTemplate.self) {
        try PageRenderer(templates: folder, account: "", version: "")
    }
    #expect(error?.name == "projects")
}

@Test func `a template that is missing is named before anything is served`() throws {
    let empty = FileManager.default.temporaryDirectory.appending(path: "katmai-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: empty) }
    #expect(throws: MissingTemplate(name: "projects", folder: empty.path)) {
        try PageRenderer(templates: empty, account: "", version: "")
    }
}
