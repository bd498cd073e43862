import AWSSignatureV4
package import Foundation
import HTTPTypes
package import HummingbirdCore
package import ObjectStorage

/// Answers the requests that S3's clients send.
package struct S3Door: Sendable {
    let store: ObjectStore
    let authenticator: Authenticator
    let settings: Settings
    private let report: @Sendable (_ failure: any Error, _ requestID: String) -> Void

    /// What the door says of the place it belongs to.
    package struct Settings: Sendable {
        /// The region of buckets whose makers name none.
        package let region: String
        /// The account that all buckets belong to: 12 digits.
        package let account: String
        /// The hosts that a bucket's name may stand before: `localhost` makes `bucket.localhost` a bucket.
        package let domains: [String]
        /// Off only where nobody but this machine's own users can send requests.
        package let checksSignatures: Bool

        /// Checks signatures, and takes buckets before `localhost`, unless said otherwise.
        package init(
            region: String,
            account: String,
            domains: [String] = ["localhost"],
            checksSignatures: Bool = true
        ) {
            self.region = region
            self.account = account
            self.domains = domains
            self.checksSignatures = checksSignatures
        }
    }

    /// - Parameters:
    ///   - store: where the objects are.
    ///   - keys: who may send requests.
    ///   - settings: what to say of this place.
    ///   - now: the clock that signatures are checked against.
    ///   - report: is told of failures that clients see as an internal error only.
    package init(
        store: ObjectStore,
        keys: any AccessKeys,
        settings: Settings,
        now: @escaping @Sendable () -> Date = { Date() },
        report: @escaping @Sendable (_ failure: any Error, _ requestID: String) -> Void = { _, _ in }
    ) {
        self.store = store
        self.settings = settings
        self.report = report
        authenticator = Authenticator(
            keys: keys,
            checksSignatures: settings.checksSignatures,
            now: now
        )
    }

    /// Answers one request; errors are answers, too.
    ///
    /// - Parameters:
    ///   - request: its body is streamed.
    ///   - requestID: told to the client, and to be found in the log.
    ///   - proceed: tells a client that waits for it to send the body, as `ContinueResponse` does. It is called at once when the
    ///     request's head is accepted, and not at all when it is refused.
    /// - Returns: the answer; an object's content is read as it is sent.
    package func respond(
        to request: Request,
        requestID: String,
        proceed: @escaping @Sendable () async throws -> Void = {}
    ) async -> Response {
        var response: Response
        var call: S3Call?
        do {
            let parsed = try S3Call(request, id: requestID, domains: settings.domains, proceed: proceed)
            call = parsed
            let sender = try await authenticator.sender(
                of: parsed.head,
                hostBucket: parsed.address.hostBucket
            )
            try checkHeaders(parsed, sender)
            try checkOwner(parsed)
            response = try await perform(parsed, sender)
        } catch {
            response = answer(to: error, requestID, request, call)
        }
        response.headers[.requestID] = requestID
        response.headers[.secondID] = requestID
        if call?.leavesBodyUnread ?? true { response.headers[.connection] = "close" }
        return response
    }

    /// What is sent along with a signature, and is not part of it, could be somebody else's word: the holder of a URL for
    /// putting an object could make a copy of another one with it.
    private func checkHeaders(_ call: S3Call, _ sender: Authenticator.Sender) throws(S3Error) {
        guard let signed = sender.signedHeaders else { return }
        let loose = call.request.headers.map(\.name.canonicalName)
            .filter { $0.hasPrefix("x-amz-") && !signed.contains($0) && !Self.harmless.contains($0) }
        guard loose.isEmpty else { throw .headersNotSigned(loose) }
    }

    /// The digest is part of what is signed in any case, and session tokens mean nothing here.
    private static let harmless: Set<String> = ["x-amz-content-sha256", "x-amz-security-token"]

    /// The one account is the owner of all there is; a client that expects another is refused.
    private func checkOwner(_ call: S3Call) throws(S3Error) {
        for name in [HTTPField.Name.expectedOwner, .expectedSourceOwner] {
            guard let owner = call.headers[name] else { continue }
            guard owner == settings.account else { throw .accessDenied }
        }
    }

    private func answer(
        to error: any Error,
        _ requestID: String,
        _ request: Request,
        _ call: S3Call?
    ) -> Response {
        let failure: S3Error
        switch error {
        case let error as S3Error: failure = error
        case let error as SignatureError: failure = S3Error(error, inQuery: false)
        case let error as ObjectStorageError: failure = S3Error(error)
        default: failure = .internalError
        }
        if failure.status.kind == .serverError { report(error, requestID) }
        let resource = call.map {
            "/" + [$0.address.bucket, $0.address.key].compactMap(\.self).joined(separator: "/")
        }
        return failure.response(
            resource: resource ?? request.head.path ?? "",
            requestID: requestID,
            isHead: request.method == .head
        )
    }
}
