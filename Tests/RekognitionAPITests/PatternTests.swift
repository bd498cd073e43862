import Testing

@testable import RekognitionAPI

/// A pattern with texts that it matches and texts that it does not.
struct PatternCase: Sendable, CustomTestStringConvertible {
    let pattern: Pattern
    let matching: [String]
    let others: [String]

    var testDescription: String { pattern.text }
}

@Test(arguments: [
    PatternCase(pattern: .name, matching: ["a", "A.b_c-9"], others: ["", "a b", "\u{e4}", "\u{0661}"]),
    PatternCase(pattern: .bucket, matching: ["", "my.bucket_1-x"], others: ["a/b", "a b"]),
    PatternCase(pattern: .label, matching: ["bear", " ", "\u{e4}", "\t"], others: ["", "a\nb", "\u{2028}"]),
    PatternCase(pattern: .query, matching: ["a", " a ", "\u{a0}"], others: ["", "  ", "a\nb", "\t"]),
    PatternCase(pattern: .kmsKey, matching: ["a", "arn:aws:kms:x/y=,@.-+_"], others: ["", "-a", "a b"]),
    PatternCase(pattern: .policyDocument, matching: ["{}", "a\n\r\t\u{ff}"], others: ["", "\u{100}"]),
    PatternCase(pattern: .policyRevision, matching: ["0", "aF9"], others: ["", "g", "\u{ff11}"]),
    PatternCase(pattern: .versionDescription, matching: ["It's (a) b:c,;?-_."], others: ["", "a!", "a\n"]),
    PatternCase(pattern: .tagKey, matching: ["", "b\u{e4}r \u{0661}+-@"], others: ["aws:x", "a!", "a\n"]),
    PatternCase(pattern: .tagValue, matching: ["", "aws:x"], others: ["a#b"]),
])
func `patterns match what the model's expressions do`(_ example: PatternCase) {
    for text in example.matching { #expect(example.pattern.matches(text), "\(text)") }
    for text in example.others { #expect(!example.pattern.matches(text), "\(text)") }
}

@Test func `patterns are told in the model's words`() throws {
    let shapes = try ServiceModel.load().shapes
    let own: [String: StringShape] = [
        "ProjectName": .projectName, "VersionName": .versionName, "VersionDescription": .versionDescription,
        "DatasetLabel": .datasetLabel, "QueryString": .queryString, "KmsKeyId": .kmsKeyID,
        "ExtendedPaginationToken": .extendedPaginationToken, "ProjectPolicyName": .projectPolicyName,
        "ProjectPolicyRevisionId": .projectPolicyRevisionID, "ProjectPolicyDocument": .projectPolicyDocument,
        "S3Bucket": .s3Bucket, "S3KeyPrefix": .s3KeyPrefix, "S3ObjectName": .s3ObjectName,
        "S3ObjectVersion": .s3ObjectVersion, "TagKey": .tagKey, "TagValue": .tagValue,
        "ResourceArn": .resourceARN,
    ]
    for (name, shape) in own {
        let model = try #require(shapes[name])
        #expect(shape.lengths == (model.min ?? 0)...(model.max ?? 0), "\(name)")
        #expect(shape.pattern?.text == model.pattern, "\(name)")
    }
}
