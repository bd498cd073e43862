import Catalog
import Projects

/// An operation of the service model: its input, read and checked, and what it does with it.
///
/// A type's name is the operation's on the wire.
protocol RekognitionOperation: Sendable {
    associatedtype Answer: Encodable

    /// Reads the input; members are checked in the order of the service model, and the first that is wrong is told.
    init(_ members: Members) throws(RekognitionError)

    /// Does it: a `ProjectError` or a `RekognitionError` is the client's to know.
    func answer(to call: Call) async throws -> Answer
}

extension RekognitionOperation {
    static var name: String { "\(Self.self)" }
}

/// The answer of operations that have nothing to say: `{}`.
struct EmptyAnswer: Hashable, Sendable, Encodable {}

/// What an operation works with.
struct Call: Sendable {
    let operation: String
    let useCases: UseCases
    let pages: PageTokenSeal

    var account: Account { useCases.account }

    /// What an ARN of this account names.
    func own<Reference: NamedResource>(
        _ name: ResourceName<Reference>
    ) throws(RekognitionError) -> Reference {
        try account.own(name, asking: operation)
    }
}
