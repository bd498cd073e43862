import FoundationEssentials
import Glibc

extension ModelBundleError {
    /// What the system says about a failed file operation, without Foundation's wrapping.
    static func reason(_ error: any Error) -> String {
        guard let cocoa = error as? CocoaError, let system = cocoa.underlying as? POSIXError else {
            return "\(error)"
        }
        return reason(system.code.rawValue)
    }

    /// The system's words for an `errno`.
    static func reason(_ code: Int32 = errno) -> String {
        String(cString: strerror(code))
    }
}
