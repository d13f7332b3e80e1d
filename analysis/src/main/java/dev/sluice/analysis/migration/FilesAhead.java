package dev.sluice.analysis.migration;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Files one after the other, of which the next ones are read by another thread meanwhile: half of the time goes into that, and
 * what a file says does not depend on those before it. Few files are not worth a thread.
 */
final class FilesAhead implements AutoCloseable {

    private static final int FEW = 8;

    /** So many files are read ahead at most, and no file with more characters, so that memory is bounded. */
    private static final int MOST_FILES = 32;

    private static final int MOST_CHARACTERS = 256 * 1024;

    private final Iterator<MigrationFile> files;
    private final @Nullable ExecutorService reader;
    private final Queue<CompletableFuture<ParsedFile>> ahead = new ArrayDeque<>();

    FilesAhead(List<MigrationFile> files) {
        this.files = files.iterator();
        this.reader = files.size() <= FEW ? null : Executors.newSingleThreadExecutor(FilesAhead::daemon);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "sluice-reader");
        thread.setDaemon(true);
        return thread;
    }

    /** The next one. */
    ParsedFile next() {
        if (reader == null) {
            return ParsedFile.of(files.next());
        }
        while (ahead.size() < MOST_FILES && files.hasNext()) {
            ahead.add(begin(files.next()));
        }
        CompletableFuture<ParsedFile> next = ahead.poll();
        if (next == null) {
            throw new NoSuchElementException("there are no more files");
        }
        try {
            return next.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private CompletableFuture<ParsedFile> begin(MigrationFile file) {
        return reader == null || file.text().length() > MOST_CHARACTERS
                ? CompletableFuture.completedFuture(ParsedFile.of(file))
                : CompletableFuture.supplyAsync(() -> ParsedFile.read(file), reader);
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.shutdownNow();
        }
    }
}
