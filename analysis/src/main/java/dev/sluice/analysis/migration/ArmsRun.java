package dev.sluice.analysis.migration;

import dev.sluice.analysis.statement.DoBlock;
import dev.sluice.analysis.statement.Span;
import java.util.Comparator;
import java.util.Iterator;
import java.util.PriorityQueue;

/** Follows the session through the parts of a body that may not be reached, or be undone: what they set is not certain behind them. */
final class ArmsRun {

    private final Iterator<Span> coming;
    private final PriorityQueue<Entered> entered =
            new PriorityQueue<>(Comparator.comparingInt(arm -> arm.span().to()));
    private Span next;

    private record Entered(Span span, Session before) {}

    ArmsRun(DoBlock block) {
        coming = block.arms().stream()
                .sorted(Comparator.comparingInt(Span::from))
                .iterator();
        next = following();
    }

    /** The session before the statement at that place. */
    Session at(int place, Session session) {
        Session now = left(place, session);
        while (next.from() <= place) {
            if (place < next.to()) {
                entered.add(new Entered(next, now));
            }
            next = following();
        }
        return now;
    }

    /** The session behind all of them. */
    Session end(Session session) {
        return left(Integer.MAX_VALUE, session);
    }

    private Session left(int place, Session session) {
        Session now = session;
        while (!entered.isEmpty() && entered.peek().span().to() <= place) {
            now = now.uncertainSince(entered.poll().before());
        }
        return now;
    }

    private Span following() {
        return coming.hasNext() ? coming.next() : new Span(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }
}
