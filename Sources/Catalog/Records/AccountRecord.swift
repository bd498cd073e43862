import FoundationEssentials
import GRDB

/// The one row of `account`.
struct AccountRecord: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "account"

    var id: Int64 = 1
    let accountID: String
    let region: String
    let secret: Data

    init(_ account: Account) {
        accountID = account.id
        region = account.region
        secret = Data(account.secret)
    }

    var account: Account { Account(id: accountID, region: region, secret: [UInt8](secret)) }
}

extension CatalogReader {
    /// The account; nil before the first start has made one.
    package func account() throws -> Account? {
        try AccountRecord.fetchOne(database, sql: "SELECT * FROM account")?.account
    }
}

extension CatalogWriter {
    /// Gives the account there is, or keeps this one where there is none.
    package func account(orNew new: Account) throws -> Account {
        if let kept = try account() { return kept }
        try AccountRecord(new).insert(database)
        return new
    }
}
