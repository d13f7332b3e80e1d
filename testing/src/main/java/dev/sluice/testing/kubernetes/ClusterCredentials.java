package dev.sluice.testing.kubernetes;

import dev.sluice.testing.tls.Certificate;
import dev.sluice.testing.tls.CertificateAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;

/** Keys and certificates of one API server, and the kubeconfig of anyone who may talk to it. */
final class ClusterCredentials {

    private final CertificateAuthority authority = CertificateAuthority.create("Sluice test cluster");
    private final Path folder;

    ClusterCredentials(Path folder) {
        this.folder = folder;
    }

    /** Writes the files that kube-apiserver reads. */
    void write() {
        write(authorityFile(), authority.certificatePem());
        Certificate server = authority.server(List.of("localhost", "127.0.0.1", "kubernetes.default.svc"));
        write(serverCertificateFile(), server.certificatePem());
        write(serverKeyFile(), server.keyPem());
        Certificate serviceAccounts = authority.server(List.of("service-accounts"));
        write(serviceAccountKeyFile(), serviceAccounts.keyPem());
        write(serviceAccountCertificateFile(), serviceAccounts.certificatePem());
    }

    Path authorityFile() {
        return folder.resolve("authority.crt");
    }

    Path serverCertificateFile() {
        return folder.resolve("server.crt");
    }

    Path serverKeyFile() {
        return folder.resolve("server.key");
    }

    /** Checks the tokens of service accounts. */
    Path serviceAccountCertificateFile() {
        return folder.resolve("service-accounts.crt");
    }

    /** Signs the tokens of service accounts. */
    Path serviceAccountKeyFile() {
        return folder.resolve("service-accounts.key");
    }

    /** Trusts this API server and nobody else. */
    SSLContext trust() {
        return authority.trust();
    }

    String kubeConfig(int port, String user, List<String> groups) {
        Certificate client = authority.client(user, groups);
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: sluice
                  cluster:
                    server: https://127.0.0.1:%d
                    certificate-authority-data: %s
                users:
                - name: sluice
                  user:
                    client-certificate-data: %s
                    client-key-data: %s
                contexts:
                - name: sluice
                  context:
                    cluster: sluice
                    user: sluice
                    namespace: default
                current-context: sluice
                """.formatted(
                port, base64(authority.certificatePem()), base64(client.certificatePem()), base64(client.keyPem()));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
