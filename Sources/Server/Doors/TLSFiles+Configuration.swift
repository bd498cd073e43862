import Foundation
import NIOCore
import NIOSSL

extension ServerSettings.TLSFiles {
    /// What to speak TLS with; a `SettingError` for files that do not do.
    func configuration() throws(SettingError) -> TLSConfiguration {
        let chain: [NIOSSLCertificate]
        do {
            chain = try NIOSSLCertificate.fromPEMFile(certificate.path)
        } catch {
            throw SettingError(
                "tls-certificate is \(certificate.path): there is no certificate in PEM form to be read"
            )
        }
        let privateKey: NIOSSLPrivateKey
        do {
            privateKey = try NIOSSLPrivateKey(file: key.path, format: .pem)
        } catch {
            throw SettingError("tls-key is \(key.path): there is no private key in PEM form to be read")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(privateKey)
        )
        // A stop waits so long for clients with idle connections to say goodbye.
        configuration.shutdownTimeout = .seconds(1)
        do {
            _ = try NIOSSLContext(configuration: configuration)
        } catch {
            throw SettingError(
                "\(key.path) is not the key of the certificate in \(certificate.path): \(error)"
            )
        }
        return configuration
    }
}
