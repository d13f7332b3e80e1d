package dev.sluice.cli.migrations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this program, which the build has written beside it. */
public final class SluiceVersion {

    private SluiceVersion() {}

    /** Such as {@code 0.1.0}. */
    public static String read() {
        Properties properties = new Properties();
        try (InputStream file = SluiceVersion.class.getResourceAsStream("/dev/sluice/cli/version.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
