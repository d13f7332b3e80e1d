package dev.sluice.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeterTest {

    private static final Path GUIDE = Path.of("../docs/operator.md");
    private static final String BEGIN =
            "<!-- Generated from metrics.Meter; ./mvnw -pl operator test -Dgolden.update=true rewrites it. -->\n";
    private static final String END = "<!-- End of what is generated. -->\n";

    /** Each is bounded by the resources, or by an enum of ours. */
    private static final Set<String> LABELS = Set.of(
            "namespace",
            "cluster",
            "member",
            "check",
            "severity",
            "role",
            "state",
            "outcome",
            "alert",
            "unit",
            "policy",
            "lease");

    @Test
    void theGuideNamesExactlyTheMetersOfTheCatalogue() throws IOException {
        String page = Files.readString(GUIDE);
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        assertThat(begin).as("%s has the line %s", GUIDE, BEGIN).isNotNegative();
        assertThat(end).as("%s has the line %s", GUIDE, END).isGreaterThan(begin);
        String generated = page.substring(0, begin) + BEGIN + "\n" + table() + "\n" + page.substring(end);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(GUIDE, generated);
        }
        assertThat(GUIDE)
                .as("%s is stale; rewrite it with ./mvnw -pl operator test -Dgolden.update=true and commit it", GUIDE)
                .hasContent(generated);
    }

    @ParameterizedTest
    @EnumSource
    void namesAreAsPrometheusWantsThem(Meter meter) {
        assertThat(meter.metric()).matches("sluice(_[a-z]+)+");
        assertThat(meter.metric().endsWith("_total")).isEqualTo(meter.type() == Meter.Type.COUNTER);
        if (meter.type() == Meter.Type.HISTOGRAM) {
            assertThat(meter.metric()).endsWith("_seconds");
        }
        assertThat(meter.help()).endsWith(".").doesNotContain("|", "\n");
        assertThat(meter.labels()).isSubsetOf(LABELS).doesNotHaveDuplicates();
    }

    @Test
    void namesAreDifferent() {
        assertThat(Meter.values()).extracting(Meter::metric).doesNotHaveDuplicates();
    }

    private static String table() {
        return Arrays.stream(Meter.values())
                .map(MeterTest::row)
                .collect(Collectors.joining("", "| metric | type | labels | meaning |\n|---|---|---|---|\n", ""));
    }

    private static String row(Meter meter) {
        String labels = meter.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
        return "| `%s` | %s | %s | %s |\n"
                .formatted(meter.metric(), meter.type().name().toLowerCase(Locale.ROOT), labels, meter.help());
    }
}
