import Catalog
import Projects

extension RekognitionError {
    /// What a client is told of an error from within: of those that are not for it, nothing.
    init(answering error: any Error, account: Account) {
        switch error {
        case let error as RekognitionError: self = error
        case let error as ProjectError: self.init(error, account: account)
        default: self = .internalServerError
        }
    }
}
