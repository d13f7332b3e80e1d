package dev.sluice.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An example, changed only where it must fit this machine: hosts and ports, no TLS, a real password, a shorter probe interval. Everything else is applied as a user reads it. Fails when the file no longer has
 * what is replaced.
 */
final class ExampleFile {

    private String text;

    private ExampleFile(String text) {
        this.text = text;
    }

    static ExampleFile read(Path file) {
        try {
            return new ExampleFile(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the example " + file, e);
        }
    }

    /** Points the member with this host at a server of this machine. */
    ExampleFile member(String host, String localHost, int port) {
        return replace("host: " + host, "host: " + localHost + "\n" + indentOf(host) + "port: " + port);
    }

    ExampleFile password(String password) {
        return replace("password: change-me", "password: \"" + password + "\"");
    }

    /** The servers of the fixture offer no TLS. */
    ExampleFile withoutTls() {
        return replace("mode: require", "mode: disable");
    }

    ExampleFile probeInterval(String interval) {
        return replace("interval: 5s", "interval: " + interval);
    }

    /** For a resource at the end of the file, whose spec says nothing of it. */
    ExampleFile firstProbeInterval(String interval) {
        text = text.stripTrailing() + "\n  probe:\n    interval: " + interval + "\n";
        return this;
    }

    String text() {
        return text;
    }

    private String indentOf(String host) {
        int at = find("host: " + host);
        return " ".repeat(at - text.lastIndexOf('\n', at) - 1);
    }

    private ExampleFile replace(String old, String now) {
        int at = find(old);
        text = text.substring(0, at) + now + text.substring(at + old.length());
        return this;
    }

    private int find(String part) {
        int at = text.indexOf(part);
        if (at < 0 || text.indexOf(part, at + 1) >= 0) {
            throw new IllegalStateException(
                    "the example must contain \"" + part + "\" once, so that the demo can adapt it");
        }
        return at;
    }
}
