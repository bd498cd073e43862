/// An error whose text is written for the person at the terminal; ArgumentParser prints it and exits with 1.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
