package dev.sluice.operator.discovery;

import java.util.Locale;

/** Makes DNS labels of what names an endpoint, the same ones each time. Pure. */
public final class MemberName {

    private static final int LONGEST = 63;
    private static final int HASH = 8;
    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

    private MemberName() {}

    /** The text itself where it is a label, else what is left of it with a hash of the whole. */
    static String of(String text) {
        return text.length() <= LONGEST && text.matches(LABEL) ? text : distinct(text, text);
    }

    /** For an address: the address with dashes. */
    static String ofAddress(String address) {
        String dashed = "ip-" + address.toLowerCase(Locale.ROOT).replaceAll("[.:]", "-");
        return dashed.matches(LABEL) ? of(dashed) : distinct(dashed, address);
    }

    /**
     * Another label for what would have the name of something else.
     *
     * @param name the name that is taken
     * @param detail what tells it from the other
     */
    public static String distinct(String name, String detail) {
        String kept =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String cut =
                kept.substring(0, Math.min(kept.length(), LONGEST - HASH - 1)).replaceAll("-$", "");
        // The hash of a String is specified, so it is the same in each process.
        return (cut.isEmpty() ? "" : cut + "-") + String.format(Locale.ROOT, "%08x", detail.hashCode());
    }
}
