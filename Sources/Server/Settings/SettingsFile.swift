import AWSSignatureV4
import Foundation
import ObjectStorage

/// The settings file: JSON, whose keys are the flags' names, and `buckets`.
struct SettingsFile {
    let path: String
    /// As texts, like everybody else's.
    private(set) var values: [SettingKey: String] = [:]
    private(set) var buckets: [String: RemoteBucket] = [:]

    /// Throws `SettingError` for a file that cannot be read, is not JSON or has keys that nothing has.
    init(contentsOf url: URL) throws(SettingError) {
        path = url.path
        for (name, member) in try Self.members(of: url).sorted(by: { $0.key < $1.key }) {
            switch (SettingKey(rawValue: name), member) {
            case (let key?, .text(let text)):
                values[key] = text
            case (nil, .object(let buckets)) where name == "buckets":
                for (name, member) in buckets { self.buckets[name] = try bucket(name, member, url) }
            default:
                throw SettingError("\(path): \"\(name)\" is no setting, or not a text, number, true or false")
            }
        }
    }

    private static func members(of url: URL) throws(SettingError) -> [String: Member] {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: url)
        } catch {
            throw SettingError("\(url.path) cannot be read: \(error.localizedDescription)")
        }
        do {
            return try JSONDecoder().decode([String: Member].self, from: bytes)
        } catch {
            throw SettingError("\(url.path) is no JSON object of settings: \(error)")
        }
    }

    /// What a key has: a scalar, as its text, an object, or what no setting is.
    private enum Member: Decodable {
        case text(String)
        case object([String: Member])
        case other

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            // One after the other: JSON's kinds exclude each other.
            if let object = try? container.decode([String: Member].self) {
                self = .object(object)
            } else if let truth = try? container.decode(Bool.self) {
                self = .text("\(truth)")
            } else if let number = try? container.decode(Int.self) {
                self = .text("\(number)")
            } else if let number = try? container.decode(Double.self) {
                self = .text("\(number)")
            } else if let text = try? container.decode(String.self) {
                self = .text(text)
            } else {
                self = .other
            }
        }
    }

    private func bucket(_ name: String, _ member: Member, _ url: URL) throws(SettingError) -> RemoteBucket {
        guard case .object(let members) = member else {
            throw SettingError("\(path): bucket \(name) is no object")
        }
        let known = ["endpoint", "region", "access-key-id", "secret-access-key", "style"]
        var texts: [String: String] = [:]
        for (key, member) in members {
            guard known.contains(key), case .text(let text) = member else {
                let names = known.joined(separator: ", ")
                throw SettingError("\(path): bucket \(name): \"\(key)\" is none of the texts \(names)")
            }
            texts[key] = text
        }
        guard let region = texts["region"] else {
            throw SettingError("\(path): bucket \(name) has no \"region\"")
        }
        let style = texts["style"] ?? "path"
        guard let style = RemoteBucket.Style(rawValue: style) else {
            throw SettingError("\(path): bucket \(name): style \"\(style)\" is neither path nor virtual")
        }
        return RemoteBucket(
            endpoint: try endpoint(texts["endpoint"] ?? "https://s3.\(region).amazonaws.com", of: name),
            region: region,
            credential: try credential(of: name, texts["access-key-id"], texts["secret-access-key"], url),
            style: style
        )
    }

    private func endpoint(_ address: String, of bucket: String) throws(SettingError) -> URL {
        guard let url = URL(string: address), ["http", "https"].contains(url.scheme), url.host() != nil else {
            throw SettingError(
                "\(path): bucket \(bucket): endpoint \"\(address)\" is no http or https address"
            )
        }
        return url
    }

    private func credential(
        of bucket: String,
        _ id: String?,
        _ secret: String?,
        _ url: URL
    ) throws(SettingError) -> Credential? {
        if id == nil && secret == nil { return nil }
        guard let id, let secret else {
            throw SettingError(
                "\(path): bucket \(bucket) has only one of access-key-id and secret-access-key"
            )
        }
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
        // Unknown permissions are no good ones.
        guard let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue, mode & 0o077 == 0 else {
            throw SettingError("\(path) holds a secret that others may read: chmod 600 \(path)")
        }
        return Credential(accessKeyID: id, secret: secret)
    }
}
