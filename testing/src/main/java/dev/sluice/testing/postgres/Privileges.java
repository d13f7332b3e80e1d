package dev.sluice.testing.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How PostgreSQL is run although it refuses to run as root. In a user namespace of its own the process keeps root's
 * files and loses root's powers, so nothing changes its owner; where namespaces are forbidden (in many containers),
 * the process becomes {@code nobody} and its folders are handed over.
 */
enum Privileges {
    /** This JVM does not run as root; nothing to do. */
    AS_IS(""),
    USER_NAMESPACE("unshare -U"),
    NOBODY("setpriv --reuid=65534 --regid=65534 --clear-groups");

    private static @Nullable Privileges found;

    private final String prefix;

    Privileges(String prefix) {
        this.prefix = prefix;
    }

    /** What works on this machine. */
    static synchronized Privileges detect() {
        Privileges known = found;
        if (known == null) {
            known = tryAll();
            found = known;
        }
        return known;
    }

    private static Privileges tryAll() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return AS_IS;
        }
        if (USER_NAMESPACE.works()) {
            return USER_NAMESPACE;
        }
        if (NOBODY.works()) {
            return NOBODY;
        }
        throw new IllegalStateException(
                "PostgreSQL does not run as root, and neither 'unshare -U' nor 'setpriv' works here;"
                        + " run as another user");
    }

    /** The command, run without root's powers. */
    List<String> wrap(List<String> command) {
        List<String> wrapped = new ArrayList<>();
        if (!prefix.isEmpty()) {
            wrapped.addAll(List.of(prefix.split(" ", -1)));
        }
        wrapped.addAll(command);
        return wrapped;
    }

    /** Whether the processes can only reach folders that are open to every user. */
    boolean needsPublicFolders() {
        return this == NOBODY;
    }

    /** Makes a folder, and all in it, belong to the user that the processes run as. */
    void own(Path folder) {
        if (this != NOBODY) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                Files.setAttribute(path, "unix:uid", 65534);
                Files.setAttribute(path, "unix:gid", 65534);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot hand " + folder + " over to nobody", e);
        }
    }

    private boolean works() {
        try {
            Process process = new ProcessBuilder(wrap(List.of("true")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
