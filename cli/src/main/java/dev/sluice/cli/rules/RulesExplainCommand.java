package dev.sluice.cli.rules;

import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.cli.config.Similar;
import dev.sluice.cli.failure.CommandFailure;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice rules explain ID}. */
@Command(name = "explain", description = "Explains one rule: what PostgreSQL does, why it hurts, what to do instead.")
final class RulesExplainCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The rule's name, as findings and 'sluice rules list' have it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String id;

    @Override
    public void run() {
        List<RuleInfo> rules = AllRules.byId();
        RuleInfo rule = rules.stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new CommandFailure("there is no rule '" + id + "'; "
                        + Similar.to(id, rules.stream().map(RuleInfo::id).toList())
                                .map(similar -> "did you mean '" + similar + "'?")
                                .orElse("'sluice rules list' shows them all.")));
        PrintWriter out = spec.commandLine().getOut();
        out.println(rule.id() + ": " + rule.title());
        out.println("Severity: " + rule.severity().name().toLowerCase(Locale.ROOT)
                + ", on a table of which nothing is known");
        out.println("Versions: " + RuleText.range(rule.versions()));
        rule.effects()
                .forEach(effect -> out.println(
                        "  " + effect.words() + (effect.versions().words().isEmpty() ? " (in all of them)" : "")));
        out.println();
        out.println(rule.why());
        out.println();
        out.println("Instead: " + rule.instead());
        out.println();
        out.println("Where the danger was weighed, say so above the statement:");
        out.println("  -- sluice:ignore " + rule.id() + ": the reason");
    }
}
