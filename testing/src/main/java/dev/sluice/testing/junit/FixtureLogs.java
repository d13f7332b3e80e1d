package dev.sluice.testing.junit;

import dev.sluice.testing.process.Folders;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Names the folders with the fixtures' logs beside the failure of a test or of its set-up. The logs are kept in any
 * case; use with {@code @ExtendWith(FixtureLogs.class)}.
 */
public final class FixtureLogs implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withLogs(failure);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withLogs(failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withLogs(failure);
    }

    private static Throwable withLogs(Throwable failure) {
        List<String> folders = Folders.usedLogs().stream().map(Object::toString).toList();
        if (!folders.isEmpty()) {
            failure.addSuppressed(new Kept(folders));
        }
        return failure;
    }

    private static final class Kept extends Exception {
        Kept(List<String> folders) {
            super("logs of the fixtures: " + String.join(", ", folders), null, false, false);
        }
    }
}
