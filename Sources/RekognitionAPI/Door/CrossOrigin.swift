import HTTPTypes

/// What lets web pages of any origin call the server, as Amazon lets them: a page must sign like everyone else.
///
/// Where signatures are not checked nothing is let in: any page that a user happens to open could then use the server.
struct CrossOrigin: Sendable {
    let isAllowed: Bool

    private static let requestHeaders = ["authorization", "content-type"]
    private static let requestHeaderFamilies = ["x-amz-", "amz-sdk-"]

    /// The headers for the answer to a browser's question whether it may send a request.
    func preflight(_ request: HTTPRequest) -> HTTPFields {
        guard isAllowed else { return [:] }
        var fields = answer
        fields[.accessControlAllowMethods] = "POST, GET, OPTIONS"
        fields[.accessControlAllowHeaders] = Self.allowed(
            request.headerFields[.accessControlRequestHeaders] ?? ""
        )
        // A day, in seconds.
        fields[.accessControlMaxAge] = "86400"
        return fields
    }

    /// The headers for any other answer.
    var answer: HTTPFields {
        guard isAllowed else { return [:] }
        return [
            .accessControlAllowOrigin: "*",
            .accessControlExposeHeaders: "x-amzn-RequestId, x-amzn-ErrorType, Date",
        ]
    }

    /// Those of the headers asked for that AWS clients send: the standard has no wildcard for families of them.
    private static func allowed(_ wanted: String) -> String {
        let names = wanted.split(separator: ",").map { $0.lowercased().filter { $0 != " " } }
        let known = names.filter { name in
            requestHeaders.contains(name) || requestHeaderFamilies.contains { name.hasPrefix($0) }
        }
        return (known.isEmpty ? requestHeaders : known).joined(separator: ", ")
    }
}
