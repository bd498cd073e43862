import COpenVINO
import FoundationEssentials
import Glibc

/// Compiled models on disk, so that a second start neither reads the graph nor compiles it.
///
/// OpenVINO's own cache reads the graph first to compute its key, which takes longer than the rest of a start; here the
/// key is the graph's digest from `model.json`, the engine's build, its settings and the processor. A file appears under
/// its name only when whole. The folder may be deleted at any time.
struct CompiledModelCache {
    /// Everything that a compiled model depends on.
    struct Key: Hashable {
        /// SHA-256 of the graph.
        let graph: String
        /// The engine's build, its settings, the processor.
        let circumstances: [String]

        /// The graph's digest and 64 bits (FNV-1a) of the circumstances, of which one graph sees a handful.
        var fileName: String {
            let hash = circumstances.joined(separator: "\n").utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
                ($0 ^ UInt64($1)) &* 0x100_0000_01B3
            }
            return "\(graph)-\(String(hash, radix: 16)).blob"
        }
    }

    /// As many compiled models stay, the last used ones.
    static let limit = 64

    let folder: URL
    /// Is told what went wrong: without its cache an engine only starts more slowly.
    let note: (String) -> Void

    /// The compiled model of this key; nil when there is none that can be used.
    func load(key: Key, core: OpenVINOObject) -> OpenVINOObject? {
        let file = file(for: key)
        let path = file.path(percentEncoded: false)
        do {
            guard let mapped = try MappedFile(path) else { return nil }
            // OpenVINO copies no weights out of it.
            let model = try OpenVINOObject(
                to: "use \(path)",
                free: ov_compiled_model_free,
                keeping: mapped
            ) { ov_core_import_model(core.pointer, mapped.bytes, mapped.count, OpenVINO.device, &$0) }
            // Marks it as used; that it cannot be marked does no harm.
            _ = utimes(path, nil)
            return model
        } catch {
            note("\(error); compiling the model anew")
            unlink(path)
            return nil
        }
    }

    /// Keeps a compiled model.
    func store(_ model: OpenVINOObject, key: Key) {
        let file = file(for: key)
        let partial = folder.appending(path: ".\(file.lastPathComponent).\(getpid())")
        let path = partial.path(percentEncoded: false)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let status = ov_compiled_model_export_model(model.pointer, path)
            try OpenVINO.check(status, "write the compiled model to \(path)")
            try publish(partial, as: file)
            try removeOldest()
        } catch {
            note("\(error); the next start will compile again")
            unlink(path)
        }
    }

    private func publish(_ partial: URL, as file: URL) throws {
        let path = partial.path(percentEncoded: false)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CacheFileError(path: path, code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0, rename(path, file.path(percentEncoded: false)) == 0 else {
            throw CacheFileError(path: path, code: errno)
        }
    }

    /// Keeps the folder bounded; also clears what killed processes left.
    private func removeOldest() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
        let ages = names.filter { $0.hasSuffix(".blob") || $0.hasPrefix(".") }.map { name in
            var status = stat()
            let path = folder.appending(path: name).path(percentEncoded: false)
            return (path: path, used: stat(path, &status) == 0 ? status.st_mtim.tv_sec : 0)
        }
        for (path, _) in ages.sorted(by: { $0.used > $1.used }).dropFirst(Self.limit) { unlink(path) }
    }

    private func file(for key: Key) -> URL {
        folder.appending(path: key.fileName)
    }
}
