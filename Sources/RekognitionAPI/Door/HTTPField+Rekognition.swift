import HTTPTypes

/// The headers of the protocol that no library names.
extension HTTPField.Name {
    static let amzTarget = fixed("X-Amz-Target")
    static let amznRequestID = fixed("x-amzn-RequestId")
    static let amznErrorType = fixed("x-amzn-ErrorType")

    /// A name that is written here, and so known to be one by RFC 9110.
    private static func fixed(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is no header's name") }
        return name
    }
}
