package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** {@code docs/install.md}, by the sections that its comments mark. */
final class InstallDocument {

    static final Path FILE = Chart.REPOSITORY.resolve("docs").resolve("install.md");

    private InstallDocument() {}

    static String section(String name) {
        String document = Chart.read(FILE);
        int begin = document.indexOf("<!-- " + name + ": ");
        int end = document.indexOf("<!-- end of " + name + " -->");
        assertThat(begin).as("the section %s", name).isNotNegative();
        String section = document.substring(document.indexOf('\n', begin) + 1, end);
        assertThat(section.strip()).as("the section %s", name).isNotEmpty();
        return section;
    }

    /** What a section shows in its one fence. */
    static String code(String name) {
        String[] parts = section(name).split("```", -1);
        assertThat(parts).as("the fence in section %s", name).hasSize(3);
        return parts[1].substring(parts[1].indexOf('\n') + 1);
    }
}
