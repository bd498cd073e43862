import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Mustache
import NIOCore

/// A page: what its template shows, by the names of its properties.
protocol ConsolePage: Sendable {
    static var template: String { get }
}

/// A template that is not there, found before the server takes requests.
struct MissingTemplate: Error, Hashable, Sendable, CustomStringConvertible {
    let name: String
    let folder: String

    var description: String { "the console has no template \(name).mustache in \(folder)" }
}

/// A template that cannot be read, found before the server takes requests.
struct BrokenTemplate: Error, Hashable, Sendable, CustomStringConvertible {
    let name: String
    let folder: String
    let reason: String

    var description: String { "the console's template \(name).mustache in \(folder) is none: \(reason)" }
}

/// Fills pages' templates.
struct PageRenderer: Sendable {
    /// Every template that a page or another template asks for by a page's name.
    static let names: [String] = [
        ProjectsPage.template, ProjectPage.template, DatasetPage.template, EditorPage.template,
        TrainPage.template, TrainingPage.template, EvaluatePage.template, UsePage.template,
        NoVersionPage.template, SettingsPage.template, SignInPage.template, SignedInPage.template,
        FailurePage.template, "layout", "project-layout",
    ]

    private let library: MustacheLibrary
    private let account: String
    private let version: String

    /// Reads all templates of a folder.
    ///
    /// Throws `MissingTemplate` or `BrokenTemplate`.
    init(templates folder: URL, account: String, version: String) throws {
        library = try Self.read(folder)
        self.account = account
        self.version = version
        for name in Self.names where library.getTemplate(named: name) == nil {
            throw MissingTemplate(name: name, folder: folder.path)
        }
    }

    private static func read(_ folder: URL) throws -> MustacheLibrary {
        MarkupText.register()
        var library = MustacheLibrary()
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        for file in files where file.pathExtension == "mustache" {
            let name = file.deletingPathExtension().lastPathComponent
            do {
                let text = try String(contentsOf: file, encoding: .utf8)
                try library.register(MarkupText.pragma + "\n" + text, named: name)
            } catch let error as MustacheTemplate.ParserError {
                throw BrokenTemplate(name: name, folder: folder.path, reason: "\(error)")
            }
        }
        return library
    }

    /// What all pages have in common.
    func shell(
        _ title: String,
        _ page: String,
        session: Session?,
        breadcrumbs: [Shell.Breadcrumb] = [],
        script: String?
    ) -> Shell {
        Shell(
            title: title,
            csrf: session?.csrf,
            page: page,
            script: script.map { "/_/static/\($0).js" },
            version: version,
            isSignedIn: session != nil,
            breadcrumbs: breadcrumbs,
            account: account
        )
    }

    /// The text of a page.
    func text(of page: some ConsolePage) throws -> String {
        let name = type(of: page).template
        guard let text = library.render(page, withTemplate: name) else {
            throw MissingTemplate(name: name, folder: "the folder that was read")
        }
        return text
    }

    /// The answer that shows a page.
    func answer(_ page: some ConsolePage, status: HTTPResponse.Status = .ok) throws -> Response {
        Response(
            status: status,
            headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: try text(of: page)))
        )
    }
}

/// What all pages have.
struct Shell: Hashable, Sendable {
    /// One step of the way to a page; the last has no address.
    struct Breadcrumb: Hashable, Sendable {
        let title: String
        let url: String?
    }

    let title: String
    let csrf: String?
    let page: String
    let script: String?
    let version: String
    let isSignedIn: Bool
    let breadcrumbs: [Breadcrumb]
    let account: String
}
