package dev.sluice.testing.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A private certificate authority that lives as long as the test. Immutable. */
public final class CertificateAuthority {

    private static final Duration VALIDITY = Duration.ofDays(30);
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final X500Name name;
    private final PrivateKey key;
    private final Certificate certificate;

    private CertificateAuthority(X500Name name, KeyPair keys) {
        this.name = name;
        this.key = keys.getPrivate();
        this.certificate = sign(name, key, new Subject(name, keys, List.of(), new BasicConstraints(true), null));
    }

    private record Subject(
            X500Name name,
            KeyPair keys,
            List<String> hosts,
            BasicConstraints constraints,
            @Nullable KeyPurposeId purpose) {}

    /** Makes an authority with a key of its own. */
    public static CertificateAuthority create(String commonName) {
        return new CertificateAuthority(
                new X500NameBuilder(BCStyle.INSTANCE)
                        .addRDN(BCStyle.CN, commonName)
                        .build(),
                keys("EC", 256));
    }

    /** The certificate that clients must trust, PEM. */
    public String certificatePem() {
        return certificate.certificatePem();
    }

    /** A context for clients that trust this authority and no other. */
    public SSLContext trust() {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("authority", certificate.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JDK cannot make a TLS context", e);
        }
    }

    /**
     * Issues a certificate for a server.
     *
     * @param hosts names and IP addresses that clients may connect to; the first one is the common name
     */
    public Certificate server(List<String> hosts) {
        X500Name subject = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, hosts.get(0))
                .build();
        return sign(
                name,
                key,
                new Subject(
                        subject, keys("EC", 256), hosts, new BasicConstraints(false), KeyPurposeId.id_kp_serverAuth));
    }

    /**
     * Issues a certificate for a client, with an RSA key, which every client library reads.
     *
     * @param commonName the user's name
     * @param organizations what Kubernetes takes for groups; may be empty
     */
    public Certificate client(String commonName, List<String> organizations) {
        X500NameBuilder subject = new X500NameBuilder(BCStyle.INSTANCE);
        organizations.forEach(organization -> subject.addRDN(BCStyle.O, organization));
        subject.addRDN(BCStyle.CN, commonName);
        return sign(
                name,
                key,
                new Subject(
                        subject.build(),
                        keys("RSA", 2048),
                        List.of(),
                        new BasicConstraints(false),
                        KeyPurposeId.id_kp_clientAuth));
    }

    private static Certificate sign(X500Name issuer, PrivateKey issuerKey, Subject subject) {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(127, RANDOM),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(VALIDITY)),
                subject.name(),
                subject.keys().getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, subject.constraints());
            KeyPurposeId purpose = subject.purpose();
            if (purpose != null) {
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            }
            if (!subject.hosts().isEmpty()) {
                GeneralName[] names = subject.hosts().stream()
                        .map(CertificateAuthority::alternativeName)
                        .toArray(GeneralName[]::new);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            X509Certificate issued = new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey)));
            return new Certificate(issued, subject.keys().getPrivate());
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("cannot issue a certificate for " + subject.name(), e);
        }
    }

    private static GeneralName alternativeName(String host) {
        int kind = ADDRESS.matcher(host).matches() ? GeneralName.iPAddress : GeneralName.dNSName;
        return new GeneralName(kind, host);
    }

    private static KeyPair keys(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK makes no " + algorithm + " keys", e);
        }
    }
}
