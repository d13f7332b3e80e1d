package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A committed file that has to equal what is made now. */
record GoldenFile(Path path) {

    static final String REWRITE = "./mvnw -pl helm/tests -am test -Dgolden.update=true"
            + " -Dtest='dev.sluice.chart.*Test' -Dsurefire.failIfNoSpecifiedTests=false";

    static boolean updates() {
        return Boolean.getBoolean("golden.update");
    }

    /** Fails when the file differs from the text, or rewrites it when {@code golden.update} is set. */
    void matches(String made) throws IOException {
        if (updates()) {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, made);
        }
        assertThat(path)
                .as("%s is stale; rewrite it with %s and commit it", path, REWRITE)
                .exists()
                .hasContent(made);
    }
}
