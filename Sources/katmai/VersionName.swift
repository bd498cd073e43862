import Server

/// A version as it is named on the command line: `PROJECT/VERSION`, or its ARN.
struct VersionName: Hashable, Sendable, CustomStringConvertible {
    /// What is no name of a version.
    struct Malformed: Error, CustomStringConvertible {
        let text: String

        var description: String {
            "\"\(text)\" is neither PROJECT/VERSION, such as bearcam/first, nor a version's ARN"
        }
    }

    let project: String
    let version: String
    /// Where the whole ARN was given: another version of the same name is not meant.
    let arn: String?

    init(_ text: String) throws(Malformed) {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        let isARN = parts.count == 6 && parts[0] == "arn" && parts[2] == "rekognition"
        let resource = #/project\/([A-Za-z0-9_.\-]+)\/version\/([A-Za-z0-9_.\-]+)\/[0-9]+/#
        if let match = text.wholeMatch(of: #/([A-Za-z0-9_.\-]+)\/([A-Za-z0-9_.\-]+)/#) {
            project = String(match.1)
            version = String(match.2)
            arn = nil
        } else if isARN, let match = parts[5].wholeMatch(of: resource) {
            project = String(match.1)
            version = String(match.2)
            arn = text
        } else {
            throw Malformed(text: text)
        }
    }

    var description: String { "\(project)/\(version)" }

    /// Makes sure that an ARN is that of the version which has its name now.
    func check(with client: ControlClient) async throws {
        guard let arn else { return }
        guard try await client.models().contains(where: { $0.arn == arn }) else {
            throw CommandFailure(
                "there is no version \(arn) with a model: katmai versions lists those that there are"
            )
        }
    }

    static let help = "The version: PROJECT/VERSION, such as bearcam/first, or its ARN."
}
