import AWSSignatureV4
import HTTPTypes

extension S3Error {
    /// Why a request is not taken for its sender's, as S3 says it.
    init(_ error: SignatureError, inQuery: Bool) {
        switch error {
        case .missing:
            self = .accessDenied
        case .malformed:
            self = Self.malformed(error, inQuery: inQuery)
        case .badLifetime:
            self = Self.malformed(error, inQuery: true)
        case .unknownKey(let key):
            self.init(
                "InvalidAccessKeyId",
                .forbidden,
                "The AWS Access Key Id you provided does not exist in our records.",
                [Detail(name: "AWSAccessKeyId", value: key)]
            )
        case .skewed(let requestDate, let serverDate):
            self.init(
                "RequestTimeTooSkewed",
                .forbidden,
                "The difference between the request time and the current time is too large.",
                [
                    Detail(name: "RequestTime", value: requestDate),
                    Detail(name: "ServerTime", value: serverDate),
                ]
            )
        case .expired(let end, let serverDate):
            self.init(
                "AccessDenied",
                .forbidden,
                "Request has expired",
                [Detail(name: "Expires", value: end), Detail(name: "ServerTime", value: serverDate)]
            )
        case .mismatch(let stringToSign, let canonicalRequest):
            self = .signatureDoesNotMatch(
                [
                    Detail(name: "StringToSign", value: stringToSign),
                    Detail(name: "CanonicalRequest", value: canonicalRequest),
                ]
            )
        case .chunkMismatch:
            self = .signatureDoesNotMatch([])
        }
    }

    private static func malformed(_ error: SignatureError, inQuery: Bool) -> S3Error {
        S3Error(
            inQuery ? "AuthorizationQueryParametersError" : "AuthorizationHeaderMalformed",
            .badRequest,
            "The authorization you provided is malformed: \(error)"
        )
    }

    private static func signatureDoesNotMatch(_ details: [Detail]) -> S3Error {
        S3Error(
            "SignatureDoesNotMatch",
            .forbidden,
            "The request signature we calculated does not match the signature you provided. Check your key "
                + "and signing method.",
            details
        )
    }
}
