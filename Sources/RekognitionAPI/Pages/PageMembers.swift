import Projects

/// The members of a listing's input that say which part of the list is wanted.
struct PageMembers: Hashable, Sendable {
    let size: Int
    /// Nil for the first page, which an empty token means too.
    let token: String?

    init(_ members: Members, largest: Int) throws(RekognitionError) {
        let token = try members.optional("NextToken", .extendedPaginationToken)
        self.token = token == "" ? nil : token
        size = try members.optional("MaxResults", .pageSize(upTo: largest)) ?? largest
    }
}

/// A page with the place of the next sealed.
struct SealedPage<Element: Sendable>: Sendable {
    let elements: [Element]
    /// Absent on the last page.
    let nextToken: String?
}

extension Call {
    /// Asks a use case for the page that is wanted of a query.
    ///
    /// `parts` are the members that the list's elements are chosen by: a token is good for these alone.
    func page<Element: Sendable>(
        _ wanted: PageMembers,
        of parts: [String?],
        from list: (PageRequest) async throws -> Page<Element>
    ) async throws -> SealedPage<Element> {
        let query = PageQuery(operation, parts)
        var start: PageToken?
        if let token = wanted.token { start = try pages.open(token, of: query) }
        let page = try await list(PageRequest(size: wanted.size, start: start))
        var nextToken: String?
        if let next = page.next { nextToken = try pages.seal(next, of: query) }
        return SealedPage(elements: page.elements, nextToken: nextToken)
    }
}
