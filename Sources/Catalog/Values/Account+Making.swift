extension Account {
    /// A new account with a number and a secret drawn from `generator`.
    package static func random(region: String, using generator: inout some RandomNumberGenerator) -> Account {
        let digits = (0..<12).map { place in
            // Numbers with a zero in front are lost in spreadsheets.
            Int.random(in: (place == 0 ? 1 : 0)...9, using: &generator)
        }
        return Account(
            id: digits.map(String.init).joined(),
            region: region,
            secret: (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
        )
    }
}
