package dev.sluice.operator.caching;

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
 */
public record CacheState(
        CachePlan plan,
        Reach reach,
        int failures,
        @Nullable Trouble trouble,
        Reading.@Nullable Answered answer,
        Window window,
        Deliveries deliveries) {

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
        return new CacheState(plan, Reach.UNKNOWN, 0, null, null, Window.EMPTY, Deliveries.NONE);
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
                ? new CacheState(changed, reach, failures, trouble, answer, window, now)
                : new CacheState(changed, Reach.UNKNOWN, 0, null, null, Window.EMPTY, now);
    }

    /** The state after a reading. */
    CacheState after(Reading reading) {
        if (reading instanceof Reading.Failed failed) {
            int now = failures + 1;
            boolean believed = failed.trouble().reason().isDecisive()
                    || now >= plan.schedule().failureThreshold();
            return new CacheState(
                    plan, believed ? Reach.DOWN : reach, now, failed.trouble(), answer, window, deliveries);
        }
        var answered = (Reading.Answered) reading;
        return new CacheState(
                plan,
                Reach.UP,
                0,
                null,
                answered,
                window(answered),
                deliveries.with(plan, plan.place(), answered.done(), answered.at()));
    }

    /** The state after orders were sent to a former place. */
    CacheState after(Place former, Reading reading) {
        Deliveries now = reading instanceof Reading.Answered answered
                ? deliveries.with(plan, former, answered.done(), answered.at()).with(former, answered.undone())
                : deliveries.with(former, ((Reading.Failed) reading).trouble().message());
        return new CacheState(plan, reach, failures, trouble, answer, window, now);
    }

    private Window window(Reading.Answered answered) {
        if (answered.statistics() == null) {
            return Window.EMPTY;
        }
        long evicted = answered.report() == null ? 0 : answered.report().evictedKeys();
        return window.with(new Window.Sample(answered.at(), Statistics.read(answered.statistics()), evicted));
    }

    /** Orders that have been carried out since this operator watches. */
    public List<Done> done() {
        return deliveries.done();
    }

    /** Whether the order has been carried out since this operator watches. */
    boolean hasDone(String order) {
        return deliveries.hasDone(order);
    }

    /** How many orders have not been carried out. */
    public long pendingOrders() {
        return plan.orders().stream().filter(order -> !hasDone(order.id())).count();
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
