/// Where a value stands in a request, as Amazon's errors write it: `outputConfig.s3Bucket`, `datasets.1.member.arn`.
struct MemberPath: Hashable, Sendable {
    /// The request itself.
    static let root = MemberPath(text: "")

    private let text: String

    /// A structure's member, which errors write in lower camel case.
    func member(_ name: String) -> MemberPath {
        step(name.prefix(1).lowercased() + name.dropFirst())
    }

    /// A list's element; errors count from one.
    func element(_ index: Int) -> MemberPath { step("\(index + 1).member") }

    /// A map's keys or values.
    func part(_ name: String) -> MemberPath { step(name) }

    private func step(_ name: String) -> MemberPath {
        MemberPath(text: text.isEmpty ? name : "\(text).\(name)")
    }
}

extension MemberPath: CustomStringConvertible {
    var description: String { text }
}
