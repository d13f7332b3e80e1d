package dev.sluice.analysis.parse;

import java.util.Set;

/** The options in the parenthesis that comes next, as in {@code VACUUM (FULL, ANALYZE off)}. */
final class Options {

    private static final Set<String> OFF = Set.of("false", "off", "0");

    private final Tokens tokens;

    Options(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Whether one is switched on; where it stands twice, the last one holds. */
    boolean isOn(String option) {
        boolean on = false;
        int end = tokens.closing(tokens.position());
        for (int i = tokens.position() + 1; i < end; i++) {
            if (isOption(i, option)) {
                String value = Tokens.lower(tokens.text(i + 1)).replaceAll("['\"]", "");
                on = !OFF.contains(value);
            }
        }
        return on;
    }

    private boolean isOption(int at, String option) {
        boolean begins = tokens.kind(at).isName() && !tokens.kind(at - 1).isName();
        return begins && tokens.identifier(at).equals(option);
    }
}
