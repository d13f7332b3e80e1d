package dev.sluice.analysis.migration;

import dev.sluice.analysis.statement.SessionCommand.SetParameter;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** The settings that a session has made, with those that last as long as its transaction. Immutable. */
public final class Session {

    /** A session that has set nothing. */
    public static final Session NEW = new Session(HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty());

    /** Stands for the value that the session had when it began. */
    private static final String BY_DEFAULT = "";

    /** As PostgreSQL reads times; a number without a unit is milliseconds. */
    private static final Pattern TIME =
            Pattern.compile("\\s*(?<number>\\d{1,12}(?:\\.\\d*)?)\\s*(?<unit>us|ms|s|min|h|d|)\\s*");

    private final PMap<String, String> given;
    private final PMap<String, String> lasting;
    private final PMap<String, String> local;

    private Session(PMap<String, String> given, PMap<String, String> lasting, PMap<String, String> local) {
        this.given = given;
        this.lasting = lasting;
        this.local = local;
    }

    /** The value of a parameter, by its name in lower case; null when it has the server's default. */
    public @Nullable String value(String parameter) {
        String value = local.getOrDefault(parameter, lasting.getOrDefault(parameter, BY_DEFAULT));
        return value.equals(BY_DEFAULT) ? given.get(parameter) : value;
    }

    /** Whether a timeout is set to anything but 0, which means none. */
    public boolean hasTimeout(String parameter) {
        String value = value(parameter);
        return value != null && !value.matches("0+(\\.0*)?\\s*[a-z]*");
    }

    /** Whether a timeout is set to no more than that, or to what cannot be read here. */
    public boolean hasTimeout(String parameter, Duration most) {
        String value = value(parameter);
        Matcher time = TIME.matcher(value == null ? "" : value);
        if (value == null || !hasTimeout(parameter) || !time.matches()) {
            return hasTimeout(parameter);
        }
        double millis = Double.parseDouble(time.group("number"))
                * switch (time.group("unit")) {
                    case "us" -> 0.001;
                    case "s" -> 1_000;
                    case "min" -> 60_000;
                    case "h" -> 3_600_000;
                    case "d" -> 86_400_000;
                    default -> 1;
                };
        return millis <= most.toMillis();
    }

    /** One that has that value from its begin on, as a role or a tool gives it. */
    Session with(String parameter, String value) {
        return new Session(given.plus(parameter, value), lasting, local);
    }

    /** As it began. */
    Session reset() {
        return new Session(given, HashTreePMap.empty(), HashTreePMap.empty());
    }

    Session after(SetParameter set, boolean inTransaction) {
        if (set.parameter().equals("all")) {
            return reset();
        }
        String value = set.value() == null ? BY_DEFAULT : set.value();
        if (set.local()) {
            return inTransaction ? new Session(given, lasting, local.plus(set.parameter(), value)) : this;
        }
        return new Session(given, lasting.plus(set.parameter(), value), local.minus(set.parameter()));
    }

    Session afterTransaction() {
        return local.isEmpty() ? this : new Session(given, lasting, HashTreePMap.empty());
    }
}
