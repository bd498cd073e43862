import ArgumentParser
import FoundationEssentials
import Glibc
import Inference

/// One inference unit.
@main
struct KatmaiWorker: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "katmai-worker",
        abstract: "Loads one model and answers detections on its standard streams.",
        discussion: """
            katmai starts it; there is nothing in it for people. Requests and answers are frames: the header's and \
            the payload's length (32 bits each, little-endian), a JSON header, and in requests an image file's \
            bytes. It ends when its standard input closes.
            """
    )

    /// Linux's F_SETPIPE_SZ.
    private static let setPipeSize: Int32 = 1031

    @Argument(help: "The folder of the model bundle.")
    var bundle: String

    @Option(help: ArgumentHelp("Threads that compute one image (default: every core).", valueName: "n"))
    var threads: Int?

    @Option(
        help: ArgumentHelp("Folder for compiled models (default: in the user's cache).", valueName: "dir")
    )
    var cache: String?

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1, not \(threads)") }
    }

    func run() throws {
        // The parent decides when to end: Ctrl-C at the terminal is its business, and a closed pipe is an error here.
        signal(SIGINT, SIG_IGN)
        signal(SIGPIPE, SIG_IGN)
        let output = try StandardStreams.takeOutput()
        // An image comes in one piece instead of many; where the system refuses, it comes in many.
        _ = fcntl(STDIN_FILENO, Self.setPipeSize, 1 << 20)
        var settings = EngineSettings(threads: threads)
        if let cache { settings.cacheFolder = URL(filePath: cache) }
        let loop = WorkerLoop(input: STDIN_FILENO, output: output) {
            StandardStreams.note("katmai-worker: \($0)")
        }
        try loop.run(bundle: URL(filePath: bundle), settings: settings)
        // Nothing is buffered here, and taking the engine down in order takes 20 ms that somebody waits for.
        _exit(EXIT_SUCCESS)
    }
}
