import Hummingbird

/// What accompanies a request to the console.
struct ConsoleContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Whose browser asks; nil for one that is not signed in.
    var session: Session?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
    }

    /// Takes over the logger of another door's context.
    init(_ context: some RequestContext, session: Session?) {
        coreContext = CoreRequestContextStorage(source: context)
        self.session = session
    }
}

/// What accompanies a request of somebody who is signed in; for anybody else there is none.
struct SignedInContext: ChildRequestContext {
    typealias ParentContext = ConsoleContext

    var coreContext: CoreRequestContextStorage
    let session: Session

    init(context: ConsoleContext) throws {
        guard let session = context.session else { throw ConsoleError.signedOut }
        coreContext = context.coreContext
        self.session = session
    }
}
