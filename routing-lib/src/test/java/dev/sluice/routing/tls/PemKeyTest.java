package dev.sluice.routing.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemKeyTest {

    @TempDir
    private Path folder;

    @Test
    void anRsaKeyIsReadInBothForms() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(3072);
        PrivateKey key = generator.generateKeyPair().getPrivate();
        assertThat(pem(key)).contains("BEGIN RSA PRIVATE KEY");
        assertRead(key, pem(key));
        assertRead(key, pem(pkcs8(key)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
    void anEcKeyIsReadInBothForms(String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        PrivateKey key = generator.generateKeyPair().getPrivate();
        assertRead(key, pem(new PemObject("EC PRIVATE KEY", withCurve(key))));
        // openssl writes the curve's name in front of the key.
        assertRead(
                key,
                "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + pem(pkcs8(key)));
    }

    @Test
    void anEncryptedKeyIsRefusedWithTheRemedy() throws Exception {
        PrivateKey key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(
                    key,
                    new JcePEMEncryptorBuilder("AES-128-CBC")
                            .setProvider(new BouncyCastleProvider())
                            .build("x".toCharArray()));
        }
        Path file = Files.writeString(folder.resolve("tls.key"), text.toString());
        assertThatThrownBy(() -> PemKey.read(file))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining("tls.key")
                .hasMessageContaining("openssl pkey");
    }

    private void assertRead(PrivateKey key, String pem) throws IOException, GeneralSecurityException {
        PrivateKey read = PemKey.read(Files.writeString(folder.resolve("tls.key"), pem));
        if (key instanceof java.security.interfaces.ECPrivateKey expected
                && read instanceof java.security.interfaces.ECPrivateKey actual) {
            assertThat(actual.getS()).isEqualTo(expected.getS());
            assertThat(actual.getParams()).hasToString(expected.getParams().toString());
        } else {
            assertThat(read).isEqualTo(key);
        }
    }

    private static Object pkcs8(PrivateKey key) throws IOException {
        return new JcaPKCS8Generator(key, null);
    }

    // The JDK leaves the curve out of the inner structure, openssl never does.
    private static byte[] withCurve(PrivateKey key) throws IOException {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
        int bits = ((java.security.interfaces.ECPrivateKey) key)
                .getParams()
                .getOrder()
                .bitLength();
        return new ECPrivateKey(
                        bits,
                        ((java.security.interfaces.ECPrivateKey) key).getS(),
                        info.getPrivateKeyAlgorithm().getParameters())
                .getEncoded();
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }
}
