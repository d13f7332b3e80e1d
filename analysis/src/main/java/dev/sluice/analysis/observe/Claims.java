package dev.sluice.analysis.observe;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Effect;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds what a finding claims of locks, of work and of failures against what a server did. */
public final class Claims {

    private static final Pattern LOCK =
            Pattern.compile("\\b((?:ACCESS|ROW|SHARE|UPDATE|EXCLUSIVE)(?: (?:SHARE|ROW|UPDATE|EXCLUSIVE))*) lock");

    /** It fails only later. */
    private static final List<String> PERHAPS = List.of("uncommitted-transaction");

    private final int major;

    /** Claims about that major version of the server. */
    public Claims(int major) {
        this.major = major;
    }

    /**
     * What the server does otherwise, as a part of a sentence; empty where it does what the finding says, and null where
     * the finding says nothing that can be seen.
     *
     * @param forecast of all that the statement does
     */
    public @Nullable String refutation(
            RuleInfo rule, Finding finding, String sql, Forecast forecast, Observation seen) {
        if (rule.category() == Category.FAILS) {
            boolean certain = finding.severity() == Severity.HIGH && !PERHAPS.contains(rule.id());
            return certain && seen.failure() == null ? "succeeds" : "";
        }
        Set<LockMode> named = named(finding.message());
        if (seen.failure() != null || (rule.effects().isEmpty() && named.isEmpty())) {
            // What fails locks nothing; that it fails is another rule's finding.
            return null;
        }
        boolean hedged = finding.severity().compareTo(rule.severity()) < 0;
        StringBuilder wrong = new StringBuilder(wrongEffects(rule, named, hedged, sql, forecast, seen));
        for (LockMode mode : named) {
            boolean done = seen.locks().entrySet().stream().anyMatch(lock -> has(lock, mode, forecast, seen))
                    || seen.views().contains(mode);
            wrong.append(done ? "" : (wrong.isEmpty() ? "" : ", ") + "takes no " + mode.sql() + " lock");
        }
        return wrong.toString();
    }

    /** The locks of which a message speaks. */
    static Set<LockMode> named(String message) {
        Set<LockMode> modes = EnumSet.noneOf(LockMode.class);
        Matcher lock = LOCK.matcher(message);
        while (lock.find()) {
            modes.add(LockMode.of(lock.group(1)));
        }
        return modes;
    }

    /**
     * A weaker lock cannot be seen on a table that the transaction has locked more strongly before, or that another clause of the
     * statement locks so.
     */
    private static boolean has(Map.Entry<Name, LockMode> lock, LockMode mode, Forecast forecast, Observation seen) {
        LockMode held = seen.held().get(lock.getKey());
        LockMode foretold = forecast.locks().get(lock.getKey());
        boolean covered =
                lock.getValue().compareTo(mode) > 0 && (held == lock.getValue() || foretold == lock.getValue());
        return lock.getValue() == mode || covered;
    }

    private String wrongEffects(
            RuleInfo rule, Set<LockMode> named, boolean hedged, String sql, Forecast forecast, Observation seen) {
        // Behind a comma stands for which statements a rule says so; one of those has to hold.
        Map<String, Boolean> done = new TreeMap<>();
        for (Effect effect : rule.effects()) {
            boolean other = effect.on().startsWith("with CASCADE")
                    && !sql.toUpperCase(Locale.ROOT).contains("CASCADE");
            if (!other && effect.versions().contains(major)) {
                String on = effect.on().replaceFirst(",.*", "");
                done.merge(on, hedged || isDone(effect, named, sql, forecast, seen), (a, b) -> a || b);
            }
        }
        return done.entrySet().stream()
                .filter(effect -> !effect.getValue())
                .map(effect -> "does something else to " + effect.getKey() + " than "
                        + rule.effects().stream()
                                .map(claim -> claim.lock().sql() + " with " + claim.work())
                                .collect(Collectors.joining(" or ")))
                .collect(Collectors.joining(", "));
    }

    private static boolean isDone(Effect effect, Set<LockMode> named, String sql, Forecast forecast, Observation seen) {
        boolean hidden = effect.work() == Work.SCAN && SilentScans.mayHideOne(sql);
        boolean work = effect.work().compareTo(Work.SCAN) >= 0 && !hidden;
        // Within the rewrite of which another finding tells, the rows are checked and the indexes are built.
        boolean within = forecast.tellsOfRewrite();
        return seen.locks().entrySet().stream()
                .anyMatch(lock -> (has(lock, effect.lock(), forecast, seen) || named.contains(lock.getValue()))
                        && (!work
                                || seen.work(lock.getKey()) == effect.work()
                                || (within && seen.work(lock.getKey()) == Work.REWRITE)));
    }
}
