package dev.sluice.operator.migrationcheck;

import java.io.IOException;
import java.io.InputStream;

/** What pods have printed. */
interface PodLogs {

    /**
     * Opens the log of a container that has ended.
     *
     * @param limit how many bytes of it are read at most
     * @throws IOException when it cannot be had, such as from a node that does not answer; to be tried again
     */
    InputStream open(String namespace, String pod, String container, int limit) throws IOException;
}
