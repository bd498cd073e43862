package import FoundationEssentials
import Glibc

/// How a worker is started.
package struct WorkerLaunch: Sendable {
    /// The environment variable that names another worker program.
    package static let executableVariable = "KATMAI_WORKER"

    package var bundle: URL
    /// Threads of the engine; nil lets it use every core.
    package var threads: Int?
    /// Where compiled models are kept; nil is the user's cache folder.
    package var cacheFolder: URL?
    /// The worker program; nil looks at `KATMAI_WORKER`, then beside this very program.
    package var executable: URL?

    package init(bundle: URL, threads: Int? = nil, cacheFolder: URL? = nil, executable: URL? = nil) {
        self.bundle = bundle
        self.threads = threads
        self.cacheFolder = cacheFolder
        self.executable = executable
    }

    var arguments: [String] {
        var arguments = [bundle.path(percentEncoded: false)]
        if let threads { arguments += ["--threads", "\(threads)"] }
        if let cacheFolder { arguments += ["--cache", cacheFolder.path(percentEncoded: false)] }
        return arguments
    }

    /// The worker program to start.
    func program() throws(WorkerError) -> URL {
        let program: URL
        if let executable {
            program = executable
        } else if let named = getenv(Self.executableVariable) {
            program = URL(filePath: String(cString: named))
        } else {
            program = try Self.folderOfThisProgram().appending(path: "katmai-worker")
        }
        let path = program.path(percentEncoded: false)
        guard access(path, X_OK) == 0 else { throw .noProgram(path: path) }
        return program
    }

    private static func folderOfThisProgram() throws(WorkerError) -> URL {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &path, path.count)
        guard count > 0 else { throw .noProgram(path: "/proc/self/exe") }
        let bytes = path[..<count].map { UInt8(bitPattern: $0) }
        return URL(filePath: String(decoding: bytes, as: UTF8.self)).deletingLastPathComponent()
    }
}
