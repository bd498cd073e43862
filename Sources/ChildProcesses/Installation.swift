package import Foundation

/// Where the programs and files that belong to this Katmai are: beside the running program.
package struct Installation: Hashable, Sendable {
    /// A part that is not where it should be.
    package struct MissingPart: Error, CustomStringConvertible {
        package let description: String
    }

    private let programs: URL

    package init(programs: URL) {
        self.programs = programs
    }

    /// The installation of the program that is running.
    package static func current() throws -> Installation {
        guard let program = Bundle.main.executableURL else {
            throw MissingPart(description: "the system does not say where this program is")
        }
        return Installation(programs: program.resolvingSymlinksInPath().deletingLastPathComponent())
    }

    /// `katmai-trainer`.
    package var trainer: URL {
        get throws { try part("katmai-trainer", in: programs) }
    }

    /// ImageNet weights of the backbone, which `make setup` unpacks.
    package var backbone: URL {
        get throws { try part(".deps/backbone/efficientnet-lite0-57934424.pth", in: checkout) }
    }

    /// The bundle of weights that trainings of one label start from: it knows an object of any kind and no more.
    package var base: URL {
        get throws { try part("Weights/base.katmai", in: checkout) }
    }

    /// The bundle of weights that trainings of several labels start from: it tells kinds apart too.
    package var baseOfKinds: URL {
        get throws { try part("Weights/base-kinds.katmai", in: checkout) }
    }

    private var checkout: URL {
        programs.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    }

    private func part(_ name: String, in folder: URL) throws -> URL {
        let url = folder.appending(path: name)
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw MissingPart(description: "\(url.path) is missing: run `make setup build`")
        }
        return url
    }
}
