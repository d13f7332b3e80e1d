package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;
import java.util.regex.Pattern;

/** A statement's words in one line, without comments and without what stands in strings. */
final class PlainText {

    private static final Pattern NOISE = Pattern.compile("(?s)'(?:[^']|'')*'|--[^\\n]*|/\\*.*?\\*/|\\s+");

    private PlainText() {}

    static String of(Step step) {
        return NOISE.matcher(step.sql(step.statement().span()))
                .replaceAll(match -> match.group().startsWith("'") ? "''" : " ")
                .replaceAll(" +", " ")
                .strip();
    }
}
