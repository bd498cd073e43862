/// What of an HTTP request is signed, save its body: as it stands on the wire.
package struct RequestHead: Hashable, Sendable {
    /// A header's name, in any case, and its value.
    package struct Header: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }

        /// Whether the name is this one, in lower case, however it is written.
        func isNamed(_ lowercased: String) -> Bool {
            name.utf8.elementsEqual(lowercased.utf8) { byte, wanted in
                byte == wanted || (UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte && byte | 0x20 == wanted)
            }
        }
    }

    package var method: String
    /// Percent-encoded, from the first slash on, without the query.
    package var path: String
    /// Percent-encoded, without the question mark; empty for none.
    package var query: String
    /// `host` among them.
    package var headers: [Header]

    package init(method: String, path: String, query: String = "", headers: [Header]) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
    }

    /// The first value of a header; names are compared without case.
    package func header(_ name: String) -> String? {
        headers.first { $0.isNamed(name) }?.value
    }

    /// Names and values of the query, decoded, in order.
    package var queryItems: [(name: String, value: String)] {
        query.split(separator: "&").map { item in
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (PercentEncoding.decode(parts[0]), parts.count > 1 ? PercentEncoding.decode(parts[1]) : "")
        }
    }
}
