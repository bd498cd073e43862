import AWSSignatureV4
import Catalog
import HTTPTypes
import ObjectStorage
import Projects
import Testing

@testable import RekognitionAPI

@Test func `faults of the server are 500, of the client 400`() {
    for code in ErrorCode.allCases {
        let expected =
            switch code {
            case .internalServerError, .throttling: 500
            case .requestTooLarge: 413
            case .unsupportedMediaType: 415
            default: 400
            }
        #expect(code.status.code == expected, "\(code)")
    }
}

@Test func `an error's body is what each client looks for`() throws {
    let error = RekognitionError(.resourceInUse, "Specified resource is in use.")
    try expectWire(
        ErrorBody(error, requestID: "r1"),
        """
        {"Code":"ResourceInUseException","Logref":"r1","Message":"Specified resource is in use.",\
        "__type":"ResourceInUseException"}
        """
    )
}

private let location = ObjectLocation(bucket: "bears", key: "a.jpg")

@Test(arguments: [
    (ProjectError.noSuchProject(Sample.project), ErrorCode.resourceNotFound, Sample.projectARN),
    (.noSuchDataset(Sample.dataset), .resourceNotFound, Sample.datasetARN),
    (.noSuchVersion(Sample.version), .resourceNotFound, Sample.versionARN),
    (.noSuchPolicy(name: "share", project: Sample.project), .resourceNotFound, "share"),
    (.projectNameTaken("bears"), .resourceInUse, "Specified resource is in use. There is a project"),
    (.versionNameTaken("v1", project: Sample.project), .resourceInUse, "v1"),
    (.projectNotEmpty(Sample.project, datasets: 1, versions: 2), .resourceInUse, "2 versions"),
    (.projectBeingDeleted(Sample.project), .resourceNotFound, "is being deleted"),
    (.datasetBusy(Sample.dataset, .updating), .resourceInUse, "UPDATE_IN_PROGRESS"),
    (.versionBusy(Sample.version, .training), .resourceInUse, "TRAINING_IN_PROGRESS"),
    (.datasetExists(.train, project: Sample.project), .resourceAlreadyExists, "TRAIN"),
    (.policyExists(name: "share", project: Sample.project), .resourceAlreadyExists, "share"),
    (.datasetNotReady(Sample.dataset, .creating), .resourceNotReady, "CREATE_IN_PROGRESS"),
    (.modelNotRunning(Sample.version, .stopped), .resourceNotReady, "STOPPED"),
    (.invalidRequest("It makes no sense."), .invalidParameter, "Request has invalid parameters. It"),
    (.invalidInferenceUnits(minimum: 3, maximum: 2), .invalidParameter, "(2) is less than"),
    (.limitExceeded(.runningModels, limit: 2), .limitExceeded, "2 running models"),
    (.tooManyTags(limit: 200), .serviceQuotaExceeded, "200"),
    (.tooManyPolicies(limit: 5), .serviceQuotaExceeded, "5"),
    (.objectUnreadable(location, reason: "secret"), .invalidS3Object, "Unable to get object metadata"),
    (.imageTooLarge(bytes: 9, limit: 8), .imageTooLarge, "Image size is too large."),
    (.imageTooWideOrHigh(width: 9, height: 1, limit: 8), .imageTooLarge, "9x1"),
    (
        .imageUnusable(reason: "It is a film."), .invalidImageFormat,
        "Request has invalid image format. It is a"
    ),
    (.wrongPolicyRevision(name: "share", given: "00"), .invalidPolicyRevisionID, "share"),
    (.malformedPolicy(reason: "It is no JSON."), .malformedPolicyDocument, "It is no JSON."),
    (.invalidPageToken, .invalidPaginationToken, "Invalid Token"),
    (.modelOverloaded(Sample.version), .provisionedThroughputExceeded, "Provisioned Rate exceeded."),
    (.diskFull, .internalServerError, "disk is full"),
    (.modelBroken(Sample.version, reason: "secret"), .internalServerError, "Internal server error"),
])
func `each refusal has Amazon's code`(error: ProjectError, code: ErrorCode, text: String) {
    let found = RekognitionError(error, account: Sample.account)
    #expect(found.code == code)
    #expect(found.message.contains(text), "\(found.message)")
    #expect(!found.message.contains("secret"))
}

@Test(arguments: [
    (SignatureError.missing, ErrorCode.missingAuthenticationToken, "Missing Authentication Token"),
    (.malformed(part: "Credential"), .incompleteSignature, "Credential"),
    (.unknownKey("AKIA"), .unrecognizedClient, "The security token included in the request is invalid."),
    (
        .skewed(requestDate: "20230101T000000Z", serverDate: "20230101T010000Z"), .invalidSignature,
        "Signature expired: 20230101T000000Z is now earlier than 20230101T010000Z"
    ),
    (
        .skewed(requestDate: "20230101T010000Z", serverDate: "20230101T000000Z"), .invalidSignature,
        "Signature not yet current"
    ),
    (.expired(at: "1", serverDate: "2"), .invalidSignature, "Signature expired"),
    (.badLifetime("0"), .incompleteSignature, "604800"),
    (.mismatch(stringToSign: "secret", canonicalRequest: "secret"), .invalidSignature, "does not match"),
    (.chunkMismatch, .invalidSignature, "does not match"),
])
func `each fault of a signature has Amazon's code`(error: SignatureError, code: ErrorCode, text: String) {
    let found = RekognitionError(error)
    #expect(found.code == code)
    #expect(found.message.contains(text))
    #expect(!found.message.contains("secret"))
}

@Test func `errors from within are not told`() {
    struct Inner: Error {}
    #expect(RekognitionError(answering: Inner(), account: Sample.account) == .internalServerError)
    let refusal = ProjectError.diskFull
    #expect(
        RekognitionError(answering: refusal, account: Sample.account)
            == RekognitionError(refusal, account: Sample.account)
    )
}
