import Dispatch

/// Runs an actor on a thread of its own, for work that would hold up everybody else's.
final class QueueExecutor: SerialExecutor {
    private let queue: DispatchQueue

    init(label: String) {
        queue = DispatchQueue(label: label)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // Holds on to the executor: its actor may be gone before the job has left the stack.
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}

/// A thread for one piece of work that takes long and waits for nobody.
actor OwnThread {
    private let executor: QueueExecutor

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(label: String) {
        executor = QueueExecutor(label: label)
    }

    /// Does the work on this thread.
    func run<Value: Sendable>(_ work: @Sendable () throws -> Value) throws -> Value {
        try work()
    }
}
