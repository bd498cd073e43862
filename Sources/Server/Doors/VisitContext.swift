import Hummingbird
import Logging
import NIOCore

/// What accompanies a request: besides Hummingbird's own, the connection.
struct VisitContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// With another level than that of the server which brings it.
    func logging(at level: Logger.Level) -> VisitContext {
        var context = self
        context.logger.logLevel = level
        return context
    }
}
