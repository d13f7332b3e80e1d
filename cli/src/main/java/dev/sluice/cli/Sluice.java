package dev.sluice.cli;

import dev.sluice.cli.failure.CommandFailure;
import dev.sluice.cli.fingerprint.FingerprintCommand;
import dev.sluice.cli.migrations.MigrationsCommand;
import dev.sluice.cli.migrations.WarmUp;
import dev.sluice.cli.rules.RulesCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program. Whatever happens, a user reads one sentence, and the exit code says whose turn it is. */
@Command(
        name = "sluice",
        description = "Says before a release what PostgreSQL migrations would lock, rewrite or lose.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing was found that fails the check",
            "1:findings at or above --fail-on",
            "2:wrong usage, or input that cannot be read",
            "3:not enough memory; SLUICE_JAVA_OPTIONS=-Xmx1g gives more",
            "4:the database of --catalog or --verify cannot be reached or read",
            "5:with --verify: a migration fails, or the server does worse than any rule tells"
        })
public final class Sluice implements Runnable {

    /** With this environment variable set, an error inside of the program comes with its stack trace. */
    private static final String DEBUG = "SLUICE_DEBUG";

    private static final String MIGRATIONS = "migrations";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private Sluice() {}

    /** Runs the command that the arguments name and ends the process. */
    public static void main(String[] arguments) {
        if (arguments.length > 1 && arguments[0].equals(MIGRATIONS)) {
            WarmUp.begin();
        }
        System.exit(run(arguments, utf8(FileDescriptor.out), utf8(FileDescriptor.err)));
    }

    /**
     * Runs the command that the arguments name.
     *
     * @return the exit code
     */
    public static int run(String[] arguments, PrintWriter out, PrintWriter err) {
        CommandLine line = commands(arguments)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((failure, given) -> wrongUsage(failure))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
        int code = line.execute(arguments);
        if (out.checkError()) {
            boolean report = arguments.length > 0 && arguments[0].equals(MIGRATIONS);
            err.println("sluice: standard output "
                    + (report
                            ? "cannot be written, so the report is not complete."
                            : "is closed or full, so not all of it was written."));
            code = CommandLine.ExitCode.USAGE;
        }
        err.flush();
        return code;
    }

    /** All commands; of a check only what it needs, since reading what the others take is a good part of a short run. */
    private static CommandLine commands(String[] arguments) {
        CommandLine line = new CommandLine(new Sluice()).addSubcommand(new MigrationsCommand());
        return arguments.length > 0 && arguments[0].equals(MIGRATIONS)
                ? line
                : line.addSubcommand(new RulesCommand())
                        .addSubcommand(new FingerprintCommand())
                        .addSubcommand(new AutoComplete.GenerateCompletion());
    }

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command, such as 'sluice migrations check PATH'.");
    }

    private static int wrongUsage(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        command.getErr().println("sluice: " + withoutValues(failure));
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        command.getErr().println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }

    /** What stands behind an option that there is not may be a password. */
    private static String withoutValues(ParameterException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof CommandLine.UnmatchedArgumentException unmatched) {
            for (String argument : unmatched.getUnmatched()) {
                int value = argument.startsWith("-") ? argument.indexOf('=') + 1 : 0;
                message = value > 0 ? message.replace(argument, argument.substring(0, value) + "…") : message;
            }
        }
        return message;
    }

    private static int failed(Exception failure, CommandLine command) {
        int code = CommandLine.ExitCode.USAGE;
        if (failure instanceof CommandFailure known) {
            command.getErr().println("sluice: " + failure.getMessage());
            code = known.exitCode();
        } else {
            command.getErr().println("sluice: an error inside of Sluice, please report it: " + failure);
        }
        if (System.getenv(DEBUG) != null) {
            failure.printStackTrace(command.getErr());
        }
        return code;
    }

    /** Reports hold names in any script, and what reads them expects UTF-8 whatever the locale is. */
    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
