/// How a version is served; in Katmai's own spelling.
package enum ServingMode: String, Hashable, Sendable, Codable, CaseIterable {
    /// The detection that needs the model loads it; an idle time later it is unloaded.
    case onDemand = "on-demand"
    /// Only while it is `RUNNING`, as at AWS.
    case manual
}
