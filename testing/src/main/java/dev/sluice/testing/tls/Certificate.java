package dev.sluice.testing.tls;

import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** A certificate and the private key that belongs to it. The text form shows the subject only. */
public record Certificate(X509Certificate certificate, PrivateKey key) {

    /** The certificate, PEM. */
    public String certificatePem() {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate made here cannot be written", e);
        }
    }

    /** The private key, unencrypted PKCS #8, PEM. */
    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    @Override
    public String toString() {
        return "Certificate[" + certificate.getSubjectX500Principal() + "]";
    }

    static String pem(String type, byte[] content) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }
}
