package dev.sluice.cli.rules;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups what can be asked about rules. */
@Command(
        name = "rules",
        description = "Shows what the rules are about.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RulesListCommand.class, RulesExplainCommand.class})
public final class RulesCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command, such as 'sluice rules list'.");
    }
}
