/// The life of a project, in AWS's spelling.
package enum ProjectStatus: String, Hashable, Sendable, Codable, CaseIterable {
    case creating = "CREATING"
    case created = "CREATED"
    case deleting = "DELETING"
}

/// What a dataset is for.
package enum DatasetType: String, Hashable, Sendable, Codable, CaseIterable {
    case train = "TRAIN"
    case test = "TEST"
}

/// The life of a dataset, in AWS's spelling.
package enum DatasetStatus: String, Hashable, Sendable, Codable, CaseIterable {
    case creating = "CREATE_IN_PROGRESS"
    case created = "CREATE_COMPLETE"
    case creationFailed = "CREATE_FAILED"
    case updating = "UPDATE_IN_PROGRESS"
    case updated = "UPDATE_COMPLETE"
    case updateFailed = "UPDATE_FAILED"
    case deleting = "DELETE_IN_PROGRESS"
}

/// Whose fault a dataset's status is, in AWS's spelling.
package enum DatasetStatusCode: String, Hashable, Sendable, Codable, CaseIterable {
    case success = "SUCCESS"
    case serviceError = "SERVICE_ERROR"
    case clientError = "CLIENT_ERROR"
}

/// The life of a project version, that is of a model, in AWS's spelling.
package enum VersionStatus: String, Hashable, Sendable, Codable, CaseIterable {
    case training = "TRAINING_IN_PROGRESS"
    case trained = "TRAINING_COMPLETED"
    case trainingFailed = "TRAINING_FAILED"
    case starting = "STARTING"
    case running = "RUNNING"
    /// It could not be started.
    case failed = "FAILED"
    case stopping = "STOPPING"
    case stopped = "STOPPED"
    case deleting = "DELETING"
    case copying = "COPYING_IN_PROGRESS"
    case copied = "COPYING_COMPLETED"
    case copyingFailed = "COPYING_FAILED"
}

/// What Katmai does with a training; AWS shows of it only that it is in progress.
package enum RunStatus: String, Hashable, Sendable, Codable, CaseIterable {
    /// Waits for its turn.
    case queued = "QUEUED"
    /// Manifests are checked and images fetched.
    case preparing = "PREPARING"
    /// The trainer is at work.
    case training = "TRAINING"
    /// The model is there; its files go to the output bucket.
    case publishing = "PUBLISHING"
    case finished = "FINISHED"
    case failed = "FAILED"
    case cancelled = "CANCELLED"
}
