package dev.sluice.cli.fingerprint;

import dev.sluice.cli.failure.CommandFailure;
import dev.sluice.cli.failure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice fingerprint STATEMENT}. */
@Command(
        name = "fingerprint",
        description = {
            "Shows the fingerprint of a statement, which match.fingerprints of a QueryCachePolicy takes.",
            "It is the same for all statements that differ in layout, comments, values and parameters only. Give the"
                    + " statement as the driver gets it, with ? or $1 for its parameters."
        })
public final class FingerprintCommand implements Runnable {

    private static final String STANDARD_INPUT = "-";

    /** Far more than the text of a statement that is cached may have. */
    private static final int MOST_BYTES = 1 << 20;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "STATEMENT",
            description = "The statement, in quotes; '-' reads it from standard input.")
    private @Nullable String statement;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Reads the statement from a file.")
    private @Nullable Path file;

    @Override
    public void run() {
        OneStatement one = read();
        if (one.hasNames()) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "sluice: ':name' is no parameter for the driver: where a framework replaces it by '?', do so"
                                    + " here, or the fingerprint is another one.");
        }
        spec.commandLine().getOut().println(one.fingerprint());
    }

    private OneStatement read() {
        if ((statement == null) == (file == null)) {
            throw new CommandFailure(
                    "name one statement: in quotes, by --file FILE, or '-' for the one on standard input.");
        }
        if (file != null) {
            try (InputStream in = Files.newInputStream(file)) {
                return OneStatement.of(file.toString(), text(file.toString(), in));
            } catch (IOException e) {
                throw unreadable(file.toString(), e);
            }
        }
        if (!STANDARD_INPUT.equals(statement)) {
            return OneStatement.of("the text", String.valueOf(statement));
        }
        try {
            return OneStatement.of("standard input", text("standard input", System.in));
        } catch (IOException e) {
            throw unreadable("standard input", e);
        }
    }

    private static CommandFailure unreadable(String source, IOException failure) {
        String reason = failure instanceof CharacterCodingException ? "it is not UTF-8" : Reason.of(failure);
        return new CommandFailure(source + " cannot be read: " + reason + ".", failure);
    }

    private static String text(String source, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new CommandFailure(source + " has more than 1 MiB, which is more than a statement.");
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
