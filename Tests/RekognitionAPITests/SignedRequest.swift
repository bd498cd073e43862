import AWSSignatureV4
import FoundationEssentials
import HTTPTypes

/// A request to a server at `localhost`, as a client of Amazon's would send it.
struct SignedRequest {
    var target: String? = "RekognitionService.DescribeProjects"
    var contentType = "application/x-amz-json-1.1"
    var body = "{}"
    var service = "rekognition"
    var date = Sample.date
    var credential = Sample.credential

    /// The headers, the last of which says who signed.
    var headers: HTTPFields {
        var fields: HTTPFields = [.contentType: contentType]
        if let target, let name = HTTPField.Name("X-Amz-Target") { fields[name] = target }
        let head = RequestHead(
            method: "POST",
            path: "/",
            headers: [RequestHead.Header("Host", "localhost")]
                + fields.map { RequestHead.Header($0.name.rawName, $0.value) }
        )
        let signer = RequestSigner(credential, region: "us-east-1", service: service)
        for header in signer.headers(for: head, payload: Payload(of: Data(body.utf8)), date: date) {
            guard let name = HTTPField.Name(header.name) else { continue }
            fields[name] = header.value
        }
        return fields
    }
}
