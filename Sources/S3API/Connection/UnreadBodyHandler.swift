import HTTPTypes
package import NIOCore
package import NIOHTTPTypes

/// Ends a connection whose request was answered before its body was read, without reading much of what is left of it.
///
/// The server otherwise reads a body to its end before it looks for the next request, however long it is. An answer with
/// `Connection: close` ends that: what still comes is dropped up to a limit, and the connection is closed when all has come,
/// or nothing more for a moment. That much is for clients that send all of their body before they look for the answer: an end
/// at once would take it from them.
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

    /// However slowly a body comes, after so many moments its connection ends.
    private static let mostMoments = 20

    private let moment: TimeAmount
    /// Bytes that may still be dropped.
    private var left: Int
    private var hasDropped = false
    private var moments = 0
    private var isReceiving = false
    private var closes = false
    private var isClosing = false

    /// - Parameters:
    ///   - moment: how long a client has to send more, or to read its answer.
    ///   - limit: the most bytes of a body to drop.
    package init(moment: TimeAmount = .milliseconds(500), limit: Int = 16 << 20) {
        self.moment = moment
        left = limit
    }

    /// Notes where a request begins and ends; once closing, passes nothing on.
    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        guard !isClosing else { return drop(part, context) }
        switch part {
        case .head: isReceiving = true
        case .body: break
        case .end: isReceiving = false
        }
        context.fireChannelRead(data)
    }

    /// Goes on dropping once closing.
    package func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        if isClosing && left > 0 { context.read() }
    }

    /// Lets nobody else read once closing.
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
            context.read()
            closeLater(context)
        }
    }

    private func drop(_ part: HTTPRequestPart, _ context: ChannelHandlerContext) {
        switch part {
        case .head: break
        case .body(let buffer):
            left -= buffer.readableBytes
            hasDropped = true
        case .end:
            left = 0
            context.close(promise: nil)
        }
    }

    /// Closes after a moment in which nothing came, or when enough has come.
    private func closeLater(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: moment) {
            let (handler, context) = bound.value
            handler.moments += 1
            guard handler.hasDropped, handler.left > 0, handler.moments < Self.mostMoments else {
                context.close(promise: nil)
                return
            }
            handler.hasDropped = false
            handler.closeLater(context)
        }
    }
}
