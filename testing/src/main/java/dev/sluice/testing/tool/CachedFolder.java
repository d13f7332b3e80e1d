package dev.sluice.testing.tool;

import dev.sluice.testing.process.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A folder whose content is expensive to make. It is made once: a file lock makes concurrent processes wait for the one
 * that does the work, and what was interrupted is not taken for complete.
 *
 * @param path where it is
 * @param content what it holds, for messages
 * @param complete tells whether a folder has all of it
 */
public record CachedFolder(Path path, String content, Predicate<Path> complete) {

    /**
     * Fills it unless it is complete, or another process completes it meanwhile.
     *
     * @param filler puts the content into the empty folder that it is given, or throws
     * @param progress gets a sentence when another process is waited for
     * @throws UncheckedIOException when the folder cannot be written
     */
    public void fill(Consumer<Path> filler, Consumer<String> progress) {
        if (complete.test(path)) {
            return;
        }
        Path lockFile = path.resolveSibling(path.getFileName() + ".lock");
        Path incomplete = path.resolveSibling(path.getFileName() + ".incomplete");
        try {
            Files.createDirectories(path.resolveSibling(""));
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = lock(channel, progress)) {
                if (lock.isValid() && !complete.test(path)) {
                    Folders.delete(incomplete);
                    Files.createDirectory(incomplete);
                    filler.accept(incomplete);
                    Folders.delete(path);
                    Files.move(incomplete, path, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep " + content + " in " + path, e);
        }
    }

    private FileLock lock(FileChannel channel, Consumer<String> progress) throws IOException {
        FileLock lock = channel.tryLock();
        if (lock != null) {
            return lock;
        }
        progress.accept("waiting for another process that makes " + content + " available");
        return channel.lock();
    }
}
