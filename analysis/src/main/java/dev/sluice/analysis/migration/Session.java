package dev.sluice.analysis.migration;

import dev.sluice.analysis.statement.SessionCommand.SetParameter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** Stands for a value that is set outside of the migrations. */
    private static final String ELSEWHERE = "given";

    /** As PostgreSQL reads times; a number without a unit is milliseconds. */
    private static final Pattern TIME =
            Pattern.compile("\\s*(?<number>\\d{1,12}(?:\\.\\d*)?)\\s*(?<unit>us|ms|s|min|h|d|)\\s*");

    /** What an uncertain value must not seem to bound. */
    private static final List<String> TIMEOUTS = List.of("lock_timeout", "statement_timeout");

    private static final PMap<String, String> ALL_RESET =
            HashTreePMap.from(Map.of("lock_timeout", BY_DEFAULT, "statement_timeout", BY_DEFAULT));

    private static final String TIME_ZONE = "timezone";

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
        return millis(parameter) <= most.toMillis();
    }

    /** Infinite without one, and nothing where it cannot be read here. */
    private double millis(String parameter) {
        String value = value(parameter);
        if (value == null || !hasTimeout(parameter)) {
            return Double.POSITIVE_INFINITY;
        }
        Matcher time = TIME.matcher(value);
        if (!time.matches()) {
            return 0;
        }
        return Double.parseDouble(time.group("number"))
                * switch (time.group("unit")) {
                    case "us" -> 0.001;
                    case "s" -> 1_000;
                    case "min" -> 60_000;
                    case "h" -> 3_600_000;
                    case "d" -> 86_400_000;
                    default -> 1;
                };
    }

    /** One with the timeouts that the settings say are set elsewhere. */
    static Session given(MigrationSettings settings) {
        Session locks = settings.lockTimeout() ? NEW.with("lock_timeout", ELSEWHERE) : NEW;
        return settings.statementTimeout() ? locks.with("statement_timeout", ELSEWHERE) : locks;
    }

    /** The same with the timeouts that another one has set for as long as it lasts. */
    Session withTimeoutsOf(Session other) {
        Session with = this;
        for (String timeout : TIMEOUTS) {
            with = new Session(given, as(with.lasting, other.lasting, timeout), local);
        }
        return with;
    }

    /** The same with those that another one has set, or reset, since it began. */
    Session withTimeoutsSetIn(Session other) {
        Session with = this;
        for (String timeout : TIMEOUTS) {
            String value = other.lasting.get(timeout);
            with = value == null ? with : new Session(given, with.lasting.plus(timeout, value), local);
        }
        return with;
    }

    /** The same with those of another one that are longer. */
    Session withWeakerTimeoutsOf(Session other) {
        Session with = this;
        for (String timeout : TIMEOUTS) {
            with = other.afterTransaction().millis(timeout) > millis(timeout)
                    ? new Session(given, as(with.lasting, other.lasting, timeout), local)
                    : with;
        }
        return with;
    }

    /** One that has these timeouts, and has set nothing. */
    Session asBegin() {
        Session begin = this;
        for (String timeout : TIMEOUTS) {
            String value = value(timeout);
            begin = value == null ? begin : begin.with(timeout, value);
        }
        return new Session(begin.given, HashTreePMap.empty(), HashTreePMap.empty());
    }

    /** One that has that value from its begin on, as a role or a tool gives it. */
    private Session with(String parameter, String value) {
        return new Session(given.plus(parameter, value), lasting, local);
    }

    /** As it began. */
    Session reset() {
        return new Session(given, ALL_RESET, HashTreePMap.empty());
    }

    Session after(SetParameter set, boolean inTransaction) {
        Session after = set(set, inTransaction);
        return set.certain() ? after : after.uncertainSince(this);
    }

    /** What holds whether or not it has been set since that session: the longer one of two timeouts, and no time zone of two. */
    Session uncertainSince(Session before) {
        Session uncertain = this;
        if (this == before) {
            return this;
        }
        for (String timeout : TIMEOUTS) {
            uncertain = before.millis(timeout) > millis(timeout) ? uncertain.as(before, timeout) : uncertain;
        }
        if (Objects.equals(value(TIME_ZONE), before.value(TIME_ZONE))) {
            return uncertain;
        }
        return new Session(given, uncertain.lasting.plus(TIME_ZONE, BY_DEFAULT), uncertain.local.minus(TIME_ZONE));
    }

    /** Behind a routine: what its clauses have set is again as it was before. */
    Session restored(Session before, List<SetParameter> settings) {
        Session restored = this;
        for (SetParameter setting : settings) {
            restored = restored.as(before, setting.parameter());
        }
        return restored;
    }

    private Session as(Session other, String parameter) {
        return new Session(given, as(lasting, other.lasting, parameter), as(local, other.local, parameter));
    }

    private static PMap<String, String> as(PMap<String, String> own, PMap<String, String> other, String parameter) {
        String value = other.get(parameter);
        return value == null ? own.minus(parameter) : own.plus(parameter, value);
    }

    private Session set(SetParameter set, boolean inTransaction) {
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
