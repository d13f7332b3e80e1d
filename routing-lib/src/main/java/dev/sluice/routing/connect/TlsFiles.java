package dev.sluice.routing.connect;

import dev.sluice.routing.tls.PemSocketFactory;
import java.util.Locale;
import java.util.Properties;

/** A client key that is named in a URL is PEM, as libpq has it, unless its name says that it is a form of Java's. */
final class TlsFiles {

    private TlsFiles() {}

    static void complete(Properties properties) {
        String key = properties.getProperty("sslkey", "").toLowerCase(Locale.ROOT);
        boolean pem = !key.isEmpty() && !key.matches(".*\\.(p12|pfx|pk8|der)");
        if (pem && properties.containsKey("sslcert")) {
            properties.putIfAbsent("sslfactory", PemSocketFactory.class.getName());
        }
    }
}
