import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import S3API
import Testing

private let request = HTTPRequestPart.head(
    HTTPRequest(method: .put, scheme: "http", authority: "localhost", path: "/bears/a")
)

private func answer(_ channel: EmbeddedChannel, closing: Bool) throws {
    var head = HTTPResponse(status: .forbidden)
    if closing { head.headerFields[.connection] = "close" }
    try channel.writeOutbound(HTTPResponsePart.head(head))
    try channel.writeOutbound(HTTPResponsePart.end(nil))
}

private func open(limit: Int = 100) throws -> EmbeddedChannel {
    let channel = EmbeddedChannel(handler: UnreadBodyHandler(moment: .seconds(1), limit: limit))
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    return channel
}

@Test(arguments: [100, 4])
func `a body that is not wanted is dropped, and its connection ends a moment later`(_ limit: Int) throws {
    let channel = try open(limit: limit)
    try channel.writeInbound(request)
    try answer(channel, closing: true)
    #expect(try channel.readInbound(as: HTTPRequestPart.self) != nil)
    try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(string: "more")))
    #expect(try channel.readInbound(as: HTTPRequestPart.self) == nil)
    #expect(channel.isActive)
    channel.embeddedEventLoop.advanceTime(by: .seconds(1))
    // Something came in this second, so that more may come.
    #expect(channel.isActive == (limit > 4))
    channel.embeddedEventLoop.advanceTime(by: .seconds(1))
    #expect(!channel.isActive)
}

@Test func `a connection ends at once when a body that is not wanted has ended`() throws {
    let channel = try open()
    try channel.writeInbound(request)
    try answer(channel, closing: true)
    try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(string: "more")))
    try channel.writeInbound(HTTPRequestPart.end(nil))
    #expect(!channel.isActive)
}

@Test(arguments: [true, false])
func `a connection stays where the request has ended or the answer does not close it`(_ closing: Bool) throws
{
    let channel = try open()
    try channel.writeInbound(request)
    if closing { try channel.writeInbound(HTTPRequestPart.end(nil)) }
    try answer(channel, closing: closing)
    channel.embeddedEventLoop.advanceTime(by: .seconds(5))
    #expect(channel.isActive)
    _ = try channel.finish()
}
