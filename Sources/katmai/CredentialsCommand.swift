import ArgumentParser
import Foundation
import Server

/// `katmai credentials`.
struct CredentialsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "credentials",
        abstract: "Show and change the access keys of the server that runs here.",
        discussion: """
            The first start makes a key. To let the AWS CLI, boto3 and other clients use it:
              eval "$(katmai credentials --export)"
            or, for good, as a profile:
              katmai credentials --profile katmai
              aws --profile katmai s3 ls
            """,
        subcommands: [List.self, Add.self, Enable.self, Disable.self, Delete.self],
        defaultSubcommand: List.self
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the keys and how to connect.")

        @OptionGroup var home: HomeOption

        @Flag(help: "Print the lines that make a shell's AWS clients use the server: eval \"$(...)\".")
        var export = false

        @Option(help: "Write an AWS profile of this name, with the key and the endpoint.")
        var profile: String?

        @Flag(help: "Print JSON.")
        var json = false

        func validate() throws {
            if [export, json, profile != nil].count(where: \.self) > 1 {
                throw ValidationError("--export, --profile and --json exclude each other")
            }
            if let profile, profile.wholeMatch(of: #/[A-Za-z0-9_.\-]+/#) == nil {
                throw ValidationError(
                    "--profile is \"\(profile)\": a name has letters, digits, -, _ and . only"
                )
            }
        }

        func run() async throws {
            let client = try home.client()
            let status = try await client.status()
            let keys = try await client.keys()
            if json { return try printJSON(keys) }
            guard export || profile != nil else { return print(KeyText.table(of: keys, status)) }
            guard let key = keys.first(where: \.isEnabled) else {
                throw CommandFailure("every access key is disabled: katmai credentials add makes one")
            }
            if let profile {
                let written = try AWSProfile(name: profile, key: key, status: status).write()
                print("Wrote the profile \(profile) to \(written.joined(separator: " and ")).")
            } else {
                print(KeyText.exports(of: key, status))
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make another key.")

        @OptionGroup var home: HomeOption

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            let key = try await home.client().addKey()
            if json { return try printJSON(key) }
            print("\(key.id)  \(key.secret)")
        }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let a disabled key be used again.")

        @OptionGroup var home: HomeOption
        @Argument(help: "The access key's id.") var id: String

        func run() async throws {
            _ = try await home.client().setKey(id, isEnabled: true)
            print("\(id) is enabled.")
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a key be used no more, until it is enabled."
        )

        @OptionGroup var home: HomeOption
        @Argument(help: "The access key's id.") var id: String

        func run() async throws {
            _ = try await home.client().setKey(id, isEnabled: false)
            print("\(id) is disabled.")
        }
    }

    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Delete a key for good.")

        @OptionGroup var home: HomeOption
        @Argument(help: "The access key's id.") var id: String

        func run() async throws {
            _ = try await home.client().deleteKey(id)
            print("\(id) is deleted.")
        }
    }
}
