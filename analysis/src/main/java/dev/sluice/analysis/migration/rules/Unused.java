package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Span;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells what nothing can depend on: the file itself has made it, and says no other word of it. */
final class Unused {

    private static final Pattern ARGUMENTS = Pattern.compile("^\"?\\s*(\\([^()]*\\))?");
    private static final Pattern COMMENTS = Pattern.compile("(?s)^(?:\\s|--[^\\n]*\\n|/\\*.*?\\*/)*");

    /** Those that nothing uses without saying their names; an extension has types of other names. */
    private static final Set<ObjectKind> NAMED =
            Set.of(ObjectKind.ROUTINE, ObjectKind.TYPE, ObjectKind.DOMAIN, ObjectKind.COLLATION, ObjectKind.SEQUENCE);

    private static final Pattern HARMLESS =
            Pattern.compile("(?is)^(?:create\\s+(?:role|user|group)|grant|revoke|comment\\s+on)\\b.*");

    private Unused() {}

    /**
     * Whether the file has made an object of that name lines before, for sure, and names it nowhere between.
     *
     * @param at where it is named now
     */
    static boolean isUnused(Step step, ObjectKind kind, Name name, Span at) {
        if (!NAMED.contains(kind) || !isOfThisFile(step, kind, name)) {
            return false;
        }
        Matcher mentions = mentions(name.name(), step.text().substring(0, at.from()));
        if (!mentions.find()) {
            return false;
        }
        int behind = mentions.end();
        return !mentions.find()
                && (kind != ObjectKind.ROUTINE
                        || isSameRoutine(
                                step.text().substring(behind), step.text().substring(at.to())));
    }

    /** Whether the file has made that role for sure, and nothing in it can have made the role an owner. */
    static boolean ownsNothing(Step step, Name role, Span at) {
        if (!isOfThisFile(step, ObjectKind.ROLE, role)) {
            return false;
        }
        String text = step.text().substring(0, at.from());
        // The statement that names it now has no semicolon behind it yet.
        String before = text.substring(0, Math.max(0, text.lastIndexOf(';')));
        Matcher mentions = mentions(role.name(), before);
        while (mentions.find()) {
            int begin = before.lastIndexOf(';', mentions.start()) + 1;
            String statement =
                    COMMENTS.matcher(before.substring(begin, mentions.start())).replaceFirst("");
            if (!HARMLESS.matcher(statement).matches()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfThisFile(Step step, ObjectKind kind, Name name) {
        Origin made = step.before().origin(kind, name);
        return made != null && made.certain() && made.isWith(step.origin());
    }

    private static Matcher mentions(String name, String text) {
        return Pattern.compile("(?i)(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])")
                .matcher(text);
    }

    /** Whether it is named without arguments, so that there is one only, or with those that it was made with. */
    private static boolean isSameRoutine(String made, String named) {
        String arguments = arguments(named);
        return arguments.isEmpty() || arguments.equals(arguments(made));
    }

    private static String arguments(String behindName) {
        Matcher matcher = ARGUMENTS.matcher(behindName);
        return matcher.find() && matcher.group(1) != null ? matcher.group(1).replaceAll("\\s+", "") : "";
    }
}
