package dev.sluice.e2e.pod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Prints each endpoint document that a mounted ConfigMap shows, and when: the time, a tab, the document in one line. It
 * looks twenty times a second, so that what is measured is the kubelet and not this.
 */
public final class MountWatch {

    private static final long PAUSE_MILLIS = 50;

    private MountWatch() {}

    /** Runs until it is killed; the argument is the folder of the mount. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path link = Path.of(arguments[0], "..data");
        String shown = "";
        while (true) {
            if (Files.exists(link)) {
                Path folder = link.toRealPath();
                if (!folder.toString().equals(shown)) {
                    String document = Files.readString(folder.resolve("endpoints.json"));
                    System.out.println(Instant.now() + "\t" + document.replaceAll("\\s*\\R\\s*", " "));
                    shown = folder.toString();
                }
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
