/// Code that asks a model, ready to be pasted.
struct Snippet: Hashable, Sendable {
    let id: String
    let title: String
    let language: String
    let code: String

    /// One for each way that people ask, with the model's own name and place.
    static func all(arn: String, endpoint: String, region: String) -> [Snippet] {
        [
            Snippet(id: "cli", title: "AWS CLI", language: "shell", code: cli(arn, endpoint, region)),
            Snippet(id: "python", title: "Python", language: "python", code: python(arn, endpoint, region)),
            Snippet(
                id: "javascript",
                title: "JavaScript",
                language: "javascript",
                code: javaScript(arn, endpoint, region)
            ),
            Snippet(id: "swift", title: "Swift", language: "swift", code: swift(arn, endpoint, region)),
            Snippet(id: "curl", title: "curl", language: "shell", code: curl(arn, endpoint, region)),
        ]
    }

    private static func cli(_ arn: String, _ endpoint: String, _ region: String) -> String {
        """
        eval "$(katmai credentials --export)"
        aws rekognition detect-custom-labels \\
          --endpoint-url \(endpoint) --region \(region) \\
          --project-version-arn \(arn) \\
          --image-bytes fileb://photo.jpg
        """
    }

    private static func python(_ arn: String, _ endpoint: String, _ region: String) -> String {
        """
        import boto3

        client = boto3.client("rekognition", endpoint_url="\(endpoint)", region_name="\(region)")
        with open("photo.jpg", "rb") as photo:
            found = client.detect_custom_labels(
                ProjectVersionArn="\(arn)",
                Image={"Bytes": photo.read()},
            )
        for label in found["CustomLabels"]:
            print(label["Name"], label["Confidence"], label["Geometry"]["BoundingBox"])
        """
    }

    private static func javaScript(_ arn: String, _ endpoint: String, _ region: String) -> String {
        """
        import { readFile } from "node:fs/promises";
        import { RekognitionClient, DetectCustomLabelsCommand } from "@aws-sdk/client-rekognition";

        const client = new RekognitionClient({ endpoint: "\(endpoint)", region: "\(region)" });
        const found = await client.send(new DetectCustomLabelsCommand({
          ProjectVersionArn: "\(arn)",
          Image: { Bytes: await readFile("photo.jpg") },
        }));
        for (const label of found.CustomLabels) console.log(label.Name, label.Confidence);
        """
    }

    private static func swift(_ arn: String, _ endpoint: String, _ region: String) -> String {
        """
        import Foundation
        import SotoRekognition

        let client = AWSClient()
        let rekognition = Rekognition(client: client, region: .init(rawValue: "\(region)"), endpoint: "\(endpoint)")
        let photo = try Data(contentsOf: URL(filePath: "photo.jpg"))
        let found = try await rekognition.detectCustomLabels(
            image: .init(bytes: .data(photo)),
            projectVersionArn: "\(arn)"
        )
        for label in found.customLabels ?? [] { print(label.name ?? "", label.confidence ?? 0) }
        try await client.shutdown()
        """
    }

    private static func curl(_ arn: String, _ endpoint: String, _ region: String) -> String {
        """
        eval "$(katmai credentials --export)"
        printf '{"ProjectVersionArn":"\(arn)","Image":{"Bytes":"%s"}}' "$(base64 -w0 photo.jpg)" |
          curl \(endpoint)/ --data-binary @- \\
            --aws-sigv4 "aws:amz:\(region):rekognition" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \\
            -H "Content-Type: application/x-amz-json-1.1" \\
            -H "X-Amz-Target: RekognitionService.DetectCustomLabels"
        """
    }
}
