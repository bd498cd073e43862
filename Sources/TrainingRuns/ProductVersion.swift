/// The version of all of Katmai's programs, which bundles record.
package enum ProductVersion {
    package static let current = "0.1.0"
}
