import Catalog

/// What can happen to a dataset.
enum DatasetEvent: Hashable, Sendable, CaseIterable {
    case creationSucceeded
    case creationFailed
    case updateBegan
    case updateSucceeded
    case updateFailed
    case deletionBegan
}

extension DatasetStatus {
    /// The status after an event; nil where that cannot happen in this one.
    ///
    /// A dataset that was updated never is `CREATE_COMPLETE` again: AWS's scripts tell the two apart.
    func after(_ event: DatasetEvent) -> DatasetStatus? {
        switch (self, event) {
        case (.creating, .creationSucceeded): .created
        case (.creating, .creationFailed): .creationFailed
        case (.created, .updateBegan), (.updated, .updateBegan), (.updateFailed, .updateBegan): .updating
        case (.updating, .updateSucceeded): .updated
        case (.updating, .updateFailed): .updateFailed
        case (.created, .deletionBegan), (.creationFailed, .deletionBegan), (.updated, .deletionBegan),
            (.updateFailed, .deletionBegan):
            .deleting
        default: nil
        }
    }

    /// Whether the entries are all there and do not change now.
    var isSettled: Bool { self == .created || self == .updated || self == .updateFailed }

    /// Whether entries can be listed, be it while some of them change.
    var isReadable: Bool { isSettled || self == .updating || self == .creationFailed }
}

/// What AWS says in a dataset's StatusMessage, and where it is not known what it says, ours in its manner.
enum DatasetMessage {
    static let created = "The dataset was successfully created."
    static let createdFromManifest = "The dataset was successfully created from the manifest file."
    static let createdFromDataset = "The dataset was successfully created from the existing dataset."
    static let creating = "The dataset is being created."
    static let updating = "The dataset is being updated."
    static let updated = "The dataset was successfully updated."
    static let deleting = "The dataset is being deleted."
    static let serviceFault = "Amazon Rekognition experienced a service issue"
}

/// Why a dataset is not made or not changed, in AWS's words.
struct DatasetFailure: Error, Hashable, Sendable {
    let message: String
    var code = DatasetStatusCode.clientError

    static let unreadable = DatasetFailure(message: "The manifest file extension or contents are invalid.")
    static let noPermission = DatasetFailure(message: "The S3 bucket permissions are incorrect.")
    static let tooManyErrors = DatasetFailure(message: "The manifest file has too many terminal errors.")
    static let tooManyLabels = DatasetFailure(message: "The manifest file has too many labels.")
    static let tooFewImages = DatasetFailure(
        message: "The manifest file doesn't have enough labeled images to distribute the dataset."
    )
    static let serviceFault = DatasetFailure(message: DatasetMessage.serviceFault, code: .serviceError)
}
