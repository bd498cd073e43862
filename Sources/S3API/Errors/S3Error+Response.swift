import HTTPTypes
import HummingbirdCore
import NIOCore

extension S3Error {
    /// The answer to a request that failed; that to HEAD has no document.
    func response(resource: String, requestID: String, isHead: Bool) -> Response {
        var headers: HTTPFields = [.contentType: "application/xml"]
        if status == .rangeNotSatisfiable, let size = details.first(where: { $0.name == "ActualObjectSize" })
        {
            headers[.contentRange] = "bytes */\(size.value)"
        }
        guard !isHead else { return Response(status: status, headers: headers) }
        let document = XMLText.error { xml in
            xml.element("Code", code)
            xml.element("Message", message)
            for detail in details { xml.element(detail.name, detail.value) }
            xml.element("Resource", resource)
            xml.element("RequestId", requestID)
            xml.element("HostId", requestID)
        }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: document.buffer))
    }
}
