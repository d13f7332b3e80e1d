package dev.sluice.operator.caching;

import dev.sluice.operator.redis.CacheOrder;
import dev.sluice.operator.redis.Reading;
import dev.sluice.operator.redis.Trouble;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is held true of a cache. Immutable; pure.
 *
 * @param plan by which it is watched
 * @param reach whether Redis can be read
 * @param failures readings that failed since the last that did not
 * @param trouble why the last reading failed, null when it did not
 * @param answer the last answer, however old; null when there is none
 * @param window what happened lately
 * @param deliveries what has become of orders since this operator watches
 * @param judged the generation of the spec by which Redis was read last; 0 before it was
 */
public record CacheState(
        CachePlan plan,
        Reach reach,
        int failures,
        @Nullable Trouble trouble,
        Reading.@Nullable Answered answer,
        Window window,
        Deliveries deliveries,
        long judged) {

    /** Whether Redis can be read. */
    public enum Reach {
        /** Too early to say. */
        UNKNOWN,
        /** It can. */
        UP,
        /** It cannot. */
        DOWN
    }

    /**
     * An order that has been carried out.
     *
     * @param id the order
     * @param at when Redis had taken all of it
     * @param missed the former Redis that had not when they counted no more, null for none
     */
    public record Done(String id, Instant at, @Nullable String missed) {}

    /** Nothing is known yet. */
    static CacheState begin(CachePlan plan) {
        return new CacheState(plan, Reach.UNKNOWN, 0, null, null, Window.EMPTY, Deliveries.NONE, 0);
    }

    /** What the applications have counted; null when that is not known. */
    public @Nullable Statistics statistics() {
        return answer == null || answer.statistics() == null ? null : Statistics.read(answer.statistics());
    }

    /** The same, watched by another plan; what another Redis said is not held true any longer. */
    CacheState under(CachePlan changed) {
        boolean same = changed.place().equals(plan.place()) && changed.access().equals(plan.access());
        Deliveries now = deliveries.under(plan, changed);
        return same
                ? new CacheState(changed, reach, failures, trouble, answer, window, now, judged)
                : new CacheState(changed, Reach.UNKNOWN, 0, null, null, Window.EMPTY, now, 0);
    }

    /**
     * The state after a reading.
     *
     * @param generation of the spec that it asked by
     */
    CacheState after(Reading reading, long generation) {
        if (reading instanceof Reading.Failed failed) {
            int now = failures + 1;
            boolean believed = failed.trouble().reason().isDecisive()
                    || now >= plan.schedule().failureThreshold();
            return new CacheState(
                    plan,
                    believed ? Reach.DOWN : reach,
                    now,
                    failed.trouble(),
                    answer,
                    window,
                    deliveries,
                    believed ? generation : judged);
        }
        var answered = (Reading.Answered) reading;
        return new CacheState(
                plan,
                Reach.UP,
                0,
                null,
                answered,
                window(answered),
                deliveries.with(plan, plan.place(), answered.done(), answered.at()),
                generation);
    }

    /** The state after orders were sent to a former place. */
    CacheState after(Place former, Reading reading) {
        Deliveries now = reading instanceof Reading.Answered answered
                ? deliveries.with(plan, former, answered.done(), answered.at()).with(former, answered.undone())
                : deliveries.with(former, ((Reading.Failed) reading).trouble().message());
        return new CacheState(plan, reach, failures, trouble, answer, window, now, judged);
    }

    private Window window(Reading.Answered answered) {
        if (answered.statistics() == null) {
            return Window.EMPTY;
        }
        long evicted = answered.report() == null ? 0 : answered.report().evictedKeys();
        return window.with(new Window.Sample(answered.at(), Statistics.read(answered.statistics()), evicted));
    }

    /** Whether what is held true was found by what the spec wants now; of a paused policy nothing more is found. */
    public boolean isJudged() {
        boolean unread = reach == Reach.UNKNOWN && answer == null;
        return unread || judged == plan.generation() || plan.schedule().paused();
    }

    /** Orders that have been carried out since this operator watches. */
    public List<Done> done() {
        return deliveries.done();
    }

    /** Whether the order has been carried out since this operator watches. */
    boolean hasDone(String order) {
        return deliveries.hasDone(order);
    }

    /** The ids of the orders that have not been carried out. */
    public List<String> pending() {
        return plan.orders().stream()
                .map(CacheOrder::id)
                .filter(id -> !hasDone(id))
                .toList();
    }

    /** Which orders wait for a former Redis alone, where, and why, for a person; null when none does. */
    public @Nullable String waitingForFormer() {
        return deliveries.waiting(plan);
    }

    /** Whether Redis answers and takes writes. */
    public boolean isWritable() {
        boolean replica =
                answer != null && answer.report() != null && !answer.report().master();
        return reach == Reach.UP && !replica;
    }
}
