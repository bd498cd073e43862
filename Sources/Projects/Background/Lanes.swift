/// Lets some pieces of work go on at a time; others wait for their turn.
actor Lanes {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) {
        free = count
    }

    /// Does the work when it is its turn.
    func run<Value: Sendable>(_ work: @Sendable () async throws -> Value) async throws -> Value {
        await enter()
        defer { leave() }
        return try await work()
    }

    private func enter() async {
        guard free == 0 else {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    /// Who waits longest takes the place over.
    private func leave() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
