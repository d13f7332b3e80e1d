package dev.sluice.analysis.observe;

import dev.sluice.analysis.lock.TableLock;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A rule that finds nothing and remembers what the analysis knows of each statement, whatever is switched off. For one
 * analysis, and not safe for use by several threads.
 */
public final class Forecasts implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(Forecasts.class)
            .title("What is foretold")
            .why("It is compared with what a server does.")
            .instead("Nothing.")
            .build();

    private static final Pattern ANY = Pattern.compile("\\b(?:each|every) (?:table|column)\\b");

    private record Seen(int file, Span span, Map<Name, LockMode> locks, List<Forecast.Told> told) {}

    private final List<MigrationRule> rules;
    private final List<Seen> steps = new ArrayList<>();

    /** Remembers what those rules say. */
    public Forecasts(List<MigrationRule> rules) {
        this.rules = List.copyOf(rules);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        Map<Name, LockMode> locks = new HashMap<>();
        step.transaction().held().forEach(held -> locks.put(held.table(), held.mode()));
        for (TableLock lock : step.locks()) {
            locks.merge(lock.table(), lock.mode(), Forecasts::stronger);
        }
        List<Forecast.Told> told = new ArrayList<>();
        for (MigrationRule rule : rules) {
            RuleInfo info = rule.info();
            if (info.versions().contains(step.version().major())) {
                rule.check(step, found -> {
                    if (found.table() == null || !step.isNew(found.table())) {
                        told.add(new Forecast.Told(info, found.message(), tables(step, found)));
                    }
                });
            }
        }
        steps.add(new Seen(step.origin().file(), step.place(), locks, told));
    }

    /** Those that suffer, and those that the clause locks; empty where it says that there are others, or which they are cannot be known. */
    private static Set<Name> tables(Step step, Found found) {
        Set<Name> tables = new HashSet<>();
        if (ANY.matcher(found.message()).find()) {
            return tables;
        }
        if (found.table() != null) {
            tables.add(step.before().resolve(found.table()));
        }
        for (TableLock lock : step.locks()) {
            if (lock.span().from() < found.span().to()
                    && found.span().from() < lock.span().to()) {
                tables.add(lock.table());
            }
        }
        return tables.stream().anyMatch(Name::isOpen) ? Set.of() : tables;
    }

    /**
     * What is foretold of the statement that stands there, with all that its body does if it is {@code DO}.
     *
     * @param file the number of its file among all, from 0
     */
    public Forecast of(int file, Span statement) {
        Map<Name, LockMode> locks = new HashMap<>();
        List<Forecast.Told> told = new ArrayList<>();
        for (Seen seen : steps) {
            if (seen.file() == file
                    && seen.span().from() >= statement.from()
                    && seen.span().to() <= statement.to()) {
                seen.locks().forEach((table, mode) -> locks.merge(table, mode, Forecasts::stronger));
                told.addAll(seen.told());
            }
        }
        return new Forecast(locks, told);
    }

    private static LockMode stronger(LockMode a, LockMode b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
