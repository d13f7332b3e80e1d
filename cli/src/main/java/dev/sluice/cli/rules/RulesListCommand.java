package dev.sluice.cli.rules;

import dev.sluice.analysis.migration.RuleInfo;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice rules list}. */
@Command(name = "list", description = "Lists all rules: name, severity on a table of which nothing is known, title.")
final class RulesListCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        List<RuleInfo> rules = AllRules.byId();
        int width = rules.stream().mapToInt(rule -> rule.id().length()).max().orElse(0);
        for (RuleInfo rule : rules) {
            out.printf(
                    Locale.ROOT,
                    "%-" + width + "s  %-6s  %s%n",
                    rule.id(),
                    rule.severity().name().toLowerCase(Locale.ROOT),
                    rule.title());
        }
    }
}
