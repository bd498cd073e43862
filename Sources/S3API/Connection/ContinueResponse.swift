import HTTPTypes
package import NIOCore
import NIOHTTPTypes

/// The interim answer that tells a client to send the body it holds back.
package enum ContinueResponse {
    /// Sends `100 Continue` ahead of the answer; for requests over HTTP/1 whose `Expect` asks for it.
    package static func send(on channel: any Channel) async throws {
        try await channel.writeAndFlush(HTTPResponsePart.head(HTTPResponse(status: .continue)))
    }
}
