import AWSSignatureV4
import HTTPTypes

extension RequestHead {
    /// A request as its sender signed it.
    init(_ request: HTTPRequest) {
        let path = request.path ?? "/"
        let target = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        // The server keeps the host apart from the other headers.
        let host = request.authority.map { [Header("host", $0)] } ?? []
        self.init(
            method: request.method.rawValue,
            path: String(target[0]),
            query: target.count > 1 ? String(target[1]) : "",
            headers: host + request.headerFields.map { Header($0.name.canonicalName, $0.value) }
        )
    }
}
