package import FoundationEssentials

/// How the engine is set up.
///
/// Keys on the worker's command line: `--threads`, `--cache`.
package struct EngineSettings: Sendable {
    /// Threads that compute one image; nil uses every core.
    package var threads: Int?
    /// Where compiled models are kept; nil compiles anew each time, which takes a quarter of a second more.
    package var cacheFolder: URL?

    package init(threads: Int? = nil, cacheFolder: URL? = EngineSettings.userCacheFolder) {
        self.threads = threads
        self.cacheFolder = cacheFolder
    }

    /// `katmai/openvino` in the user's cache folder; nil for a user without a home.
    package static var userCacheFolder: URL? {
        let environment = ProcessInfo.processInfo.environment
        if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
            return URL(filePath: cache).appending(path: "katmai/openvino")
        }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return URL(filePath: home).appending(path: ".cache/katmai/openvino")
    }
}
