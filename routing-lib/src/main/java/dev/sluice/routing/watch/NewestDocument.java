package dev.sluice.routing.watch;

import dev.sluice.routing.document.Published;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Of documents that come by two ways, which is the newest: the API server tells what there is now, a mount what there was
 * up to two minutes ago. Within one resource the revision decides. Another resource of the name is taken from the API
 * server, and from the mount only where the API server has not been heard; one that was left is not gone back to. Pure;
 * not thread-safe.
 *
 * @param <D> the document
 */
final class NewestDocument<D extends Published> {

    private final Set<String> left = new HashSet<>();
    private @Nullable D current;

    /** What came of a document. */
    enum Outcome {
        /** It is the newest now. */
        TAKEN,
        /** It is the one that is in use. */
        KNOWN,
        /** It is older than the one in use. */
        OLDER,
        /** It is of another resource, of which the API server should have told first. */
        UNCONFIRMED
    }

    /**
     * Looks at a document from the API server.
     *
     * @return whether it is in use now
     */
    Outcome fromServer(D next) {
        left.remove(next.uid());
        return offer(next, true);
    }

    /**
     * Looks at a document from the mount.
     *
     * @param heard whether the API server tells documents at present
     */
    Outcome fromMount(D next, boolean heard) {
        boolean mayBeAnother = !left.contains(next.uid());
        Outcome outcome = offer(next, !heard && mayBeAnother);
        D now = current;
        boolean another = now != null && !now.uid().equals(next.uid());
        return another && mayBeAnother ? Outcome.UNCONFIRMED : outcome;
    }

    private Outcome offer(D next, boolean mayBeAnother) {
        D before = current;
        if (before == null) {
            current = next;
            return Outcome.TAKEN;
        }
        if (next.equals(before)) {
            return Outcome.KNOWN;
        }
        boolean same = next.uid().equals(before.uid());
        if (same ? next.revision() < before.revision() : !mayBeAnother) {
            return Outcome.OLDER;
        }
        if (!same) {
            left.add(before.uid());
        }
        current = next;
        return Outcome.TAKEN;
    }

    @Nullable
    D current() {
        return current;
    }
}
