package dev.sluice.routing.credentials;

import dev.sluice.routing.topology.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A mounted Secret. The kubelet swaps the link {@code ..data} when the Secret changes; both files are read behind one
 * resolved link, so that user and password belong together.
 */
final class CredentialFiles implements CredentialsSource {

    private final Path folder;
    private final String userFile;
    private final String passwordFile;

    CredentialFiles(Path folder, String userFile, String passwordFile) {
        this.folder = folder;
        this.userFile = userFile;
        this.passwordFile = passwordFile;
    }

    @Override
    public Credentials read(Endpoint endpoint) throws CredentialsException {
        try {
            return readOnce();
        } catch (IOException first) {
            // The link may have been swapped, and the old folder removed, between the two reads.
            try {
                return readOnce();
            } catch (IOException e) {
                throw new CredentialsException(
                        "Cannot read the files " + userFile + " and " + passwordFile + " in " + folder + ": "
                                + e.getClass().getSimpleName() + " " + e.getMessage()
                                + ". Mount the Secret there, or name its keys.",
                        e);
            }
        }
    }

    private Credentials readOnce() throws IOException {
        Path data = folder.resolve("..data");
        Path resolved = Files.exists(data) ? data.toRealPath() : folder;
        return new Credentials(line(resolved.resolve(userFile)), line(resolved.resolve(passwordFile)));
    }

    // Most editors and "echo" end a file with a line break that is no part of the value.
    private static String line(Path file) throws IOException {
        String text = Files.readString(file);
        if (text.endsWith("\n")) {
            text = text.substring(0, text.length() - 1);
        }
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
