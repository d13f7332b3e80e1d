package dev.sluice.operator.caching;

import dev.sluice.operator.caching.CacheState.Done;
import dev.sluice.operator.redis.CacheOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What has become of orders. One is done when the policy's Redis has taken it, and each that the policy named before and that
 * still counts; one that counts no more before it has taken the order has missed it. Immutable; pure.
 *
 * @param taken when each place took each order
 * @param troubles why a former place has not taken what was sent to it last
 * @param missed the former places that an order has not reached
 * @param done orders that are done since this operator watches
 */
record Deliveries(
        Map<Place, Map<String, Instant>> taken,
        Map<Place, String> troubles,
        Map<String, Set<String>> missed,
        List<Done> done) {

    static final Deliveries NONE = new Deliveries(Map.of(), Map.of(), Map.of(), List.of());

    Deliveries {
        taken = Map.copyOf(taken);
        troubles = Map.copyOf(troubles);
        missed = Map.copyOf(missed);
        done = List.copyOf(done);
    }

    boolean hasDone(String order) {
        return done.stream().anyMatch(each -> each.id().equals(order));
    }

    /** What a place has not taken of the plan's orders. */
    List<CacheOrder> due(CachePlan plan, Place place) {
        Map<String, Instant> here = taken.getOrDefault(place, Map.of());
        return plan.orders().stream()
                .filter(order -> !hasDone(order.id()) && !here.containsKey(order.id()))
                .toList();
    }

    /** After a place has taken these orders. */
    Deliveries with(CachePlan plan, Place place, Collection<String> orders, Instant at) {
        Map<Place, Map<String, Instant>> all = new HashMap<>(taken);
        Map<String, Instant> here = new HashMap<>(taken.getOrDefault(place, Map.of()));
        orders.forEach(order -> here.putIfAbsent(order, at));
        all.put(place, Map.copyOf(here));
        return new Deliveries(all, troubles, missed, done).finished(plan);
    }

    /** After a former place has answered, or has not. */
    Deliveries with(Place former, @Nullable String trouble) {
        Map<Place, String> all = new HashMap<>(troubles);
        if (trouble == null) {
            all.remove(former);
        } else {
            all.put(former, trouble);
        }
        return new Deliveries(taken, all, missed, done);
    }

    /** The same by another plan. */
    Deliveries under(CachePlan before, CachePlan now) {
        Set<Place> places = Set.copyOf(now.places());
        Map<String, Set<String>> without = new HashMap<>(missed);
        for (CachePlan.Former former : before.former()) {
            if (!places.contains(former.place())) {
                for (CacheOrder order : due(before, former.place())) {
                    Set<String> names = new TreeSet<>(without.getOrDefault(order.id(), Set.of()));
                    names.add(former.place().toString());
                    without.put(order.id(), names);
                }
            }
        }
        Map<Place, Map<String, Instant>> still = new HashMap<>(taken);
        still.keySet().retainAll(places);
        Map<Place, String> wrong = new HashMap<>(troubles);
        wrong.keySet().retainAll(places);
        return new Deliveries(still, wrong, without, done).finished(now);
    }

    private Deliveries finished(CachePlan plan) {
        List<Done> all = new ArrayList<>(done);
        // Also what the plan has lost while it was sent.
        Set<String> here =
                new TreeSet<>(taken.getOrDefault(plan.place(), Map.of()).keySet());
        here.removeIf(this::hasDone);
        for (String order : here) {
            List<Instant> times = plan.places().stream()
                    .map(place -> taken.getOrDefault(place, Map.of()).get(order))
                    .filter(Objects::nonNull)
                    .toList();
            if (times.size() == plan.places().size()) {
                Instant last = times.stream().max(Instant::compareTo).orElseThrow();
                Set<String> without = missed.getOrDefault(order, Set.of());
                all.add(new Done(order, last, without.isEmpty() ? null : String.join(", ", without)));
            }
        }
        return new Deliveries(taken, troubles, missed, all);
    }

    /** Which orders wait for a former place alone, where, and why, for a person; null when none does. */
    @Nullable
    String waiting(CachePlan plan) {
        Set<String> here = taken.getOrDefault(plan.place(), Map.of()).keySet();
        for (CachePlan.Former former : plan.former()) {
            String trouble = troubles.get(former.place());
            String orders = due(plan, former.place()).stream()
                    .map(CacheOrder::id)
                    .filter(here::contains)
                    .collect(Collectors.joining(", "));
            if (trouble != null && !orders.isEmpty()) {
                return orders + " has not reached " + former.place() + ": " + trouble;
            }
        }
        return null;
    }
}
