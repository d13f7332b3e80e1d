package dev.sluice.cli.migrations;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups what can be done with migrations. */
@Command(
        name = "migrations",
        description = "Judges SQL migrations for PostgreSQL.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = CheckCommand.class)
public final class MigrationsCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command, such as 'sluice migrations check PATH'.");
    }
}
