import HTTPTypes
package import NIOCore
package import NIOHTTPTypes

/// Ends a connection whose request was answered before its body was read, without reading what is left of it.
///
/// The server otherwise reads a body to its end before it looks for the next request, however long it is. An answer with
/// `Connection: close` ends that: nothing more is read, and the connection is closed a moment later. The moment is for clients
/// that are still sending: an end at once could take the answer from them before they have read it.
///
/// To be placed among `HTTP1Channel.Configuration.additionalChannelHandlers`.
package final class UnreadBodyHandler: ChannelDuplexHandler, RemovableChannelHandler {
    /// Parts of requests.
    package typealias InboundIn = HTTPRequestPart
    /// The same, passed on.
    package typealias InboundOut = HTTPRequestPart
    /// Parts of answers.
    package typealias OutboundIn = HTTPResponsePart
    /// The same, passed on.
    package typealias OutboundOut = HTTPResponsePart

    private let moment: TimeAmount
    private var isReceiving = false
    private var closes = false
    private var isClosing = false

    /// `moment` is how long a client has to read its answer.
    package init(moment: TimeAmount = .seconds(1)) {
        self.moment = moment
    }

    /// Notes where a request begins and ends; once closing, passes nothing on.
    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        switch unwrapInboundIn(data) {
        case .head: isReceiving = true
        case .body: break
        case .end: isReceiving = false
        }
        context.fireChannelRead(data)
    }

    /// Lets the client's bytes wait in the network once closing.
    package func read(context: ChannelHandlerContext) {
        guard !isClosing else { return }
        context.read()
    }

    /// Closes after an answer that says so, where the request has not ended.
    package func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            // Interim answers say nothing of the connection.
            if head.status.kind != .informational { closes = head.headerFields[.connection] == "close" }
            context.write(data, promise: promise)
        case .body:
            context.write(data, promise: promise)
        case .end:
            context.write(data, promise: promise)
            guard closes, isReceiving, !isClosing else { return }
            isClosing = true
            context.flush()
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            context.eventLoop.scheduleTask(in: moment) { bound.value.close(promise: nil) }
        }
    }
}
