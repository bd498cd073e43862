import HTTPTypes
import Hummingbird

/// What every answer of the console tells browsers to refuse.
enum SecurityHeaders {
    /// Own files alone, no inline scripts or styles, no frames; pictures may also come from the page itself.
    static let policy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob: data:",
        "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
    ].joined(separator: "; ")

    /// The answer with them.
    static func added(to response: Response) -> Response {
        var response = response
        response.headers[.contentSecurityPolicy] = policy
        response.headers[.xContentTypeOptions] = "nosniff"
        for (name, value) in others { response.headers[name] = value }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }

    private static let others: [HTTPField.Name: String] = {
        let fields = [
            "referrer-policy": "same-origin",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
        ]
        return Dictionary(
            uniqueKeysWithValues: fields.map { name, value in
                // Letters and hyphens: names by RFC 9110.
                guard let name = HTTPField.Name(name) else { preconditionFailure("no header's name") }
                return (name, value)
            }
        )
    }()
}
