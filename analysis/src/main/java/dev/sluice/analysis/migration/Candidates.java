package dev.sluice.analysis.migration;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Omitted;
import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.statement.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The findings of one file before all is known that may void them. So that their number is no trouble, the worst are kept
 * whole only, and of the others no more than it takes to count them.
 */
final class Candidates {

    private static final Comparator<Finding> WORST_FIRST =
            Comparator.comparing(Finding::severity).reversed().thenComparing(Finding::location);

    private final int most;
    private final Predicate<Candidate> suppressed;
    private List<Candidate> whole = new ArrayList<>();
    private final List<Candidate> reduced = new ArrayList<>();

    /**
     * None yet.
     *
     * @param most at least so many are kept whole
     * @param suppressed whether the comments that have been read so far switch one off
     */
    Candidates(int most, Predicate<Candidate> suppressed) {
        this.most = most;
        this.suppressed = suppressed;
    }

    /** Findings of which only the worst is reported; the migration is empty where the file is one. */
    record Group(String rule, String migration) {}

    /**
     * One of them.
     *
     * @param unless what makes it void when the last migration has run
     * @param finding null where it is counted only
     * @param later what its message ends with
     */
    record Candidate(
            String rule,
            Severity severity,
            Span span,
            @Nullable Predicate<Schema> unless,
            @Nullable Group group,
            @Nullable Finding finding,
            @Nullable Supplier<String> later) {

        private Candidate reduced() {
            return new Candidate(rule, severity, span, unless, group, null, null);
        }

        private boolean isSettled(Schema last) {
            return unless != null && unless.test(last);
        }

        private Finding whole(Finding kept) {
            return later == null ? kept : saying(kept, later.get());
        }
    }

    /**
     * What is left of them.
     *
     * @param findings those that are whole, by place
     * @param omitted the others
     */
    record Left(List<Finding> findings, Omitted omitted) {

        Left and(Left other) {
            List<Finding> both = new ArrayList<>(findings);
            both.addAll(other.findings);
            both.sort(Comparator.comparing(Finding::location));
            return new Left(both, omitted.plus(other.omitted));
        }

        /** The worst only; the others are counted. */
        Left atMost(int most) {
            if (findings.size() <= most) {
                return this;
            }
            List<Finding> worstFirst = findings.stream().sorted(WORST_FIRST).toList();
            Omitted more = omitted;
            for (Finding finding : worstFirst.subList(most, worstFirst.size())) {
                more = more.and(finding.severity());
            }
            List<Finding> kept = new ArrayList<>(worstFirst.subList(0, most));
            kept.sort(Comparator.comparing(Finding::location));
            return new Left(kept, more);
        }
    }

    void add(Candidate candidate) {
        whole.add(candidate);
        if (whole.size() >= 2 * most) {
            reduce();
        }
    }

    /** Keeps the worst whole, and of those that are reported together the first of them before any other. */
    private void reduce() {
        List<Candidate> worstFirst = whole.stream()
                .filter(suppressed.negate())
                .sorted(Comparator.comparing(Candidate::severity).reversed())
                .toList();
        Set<Group> seen = new HashSet<>();
        List<Candidate> first = new ArrayList<>();
        List<Candidate> others = new ArrayList<>();
        worstFirst.forEach(candidate ->
                (candidate.group() == null || seen.add(candidate.group()) ? first : others).add(candidate));
        first.addAll(others);
        int kept = Math.min(most, first.size());
        whole = new ArrayList<>(first.subList(0, kept));
        first.subList(kept, first.size()).forEach(candidate -> reduced.add(candidate.reduced()));
    }

    /** What is left when the last migration has run; nothing is kept any longer. */
    Left settle(Schema last) {
        List<Finding> findings = new ArrayList<>();
        Omitted omitted = Omitted.NONE;
        Map<Group, List<Candidate>> together = new LinkedHashMap<>();
        for (List<Candidate> all : List.of(whole, reduced)) {
            for (Candidate candidate : all) {
                if (candidate.isSettled(last) || suppressed.test(candidate)) {
                    continue;
                }
                Group group = candidate.group();
                Finding finding = candidate.finding();
                if (group != null) {
                    together.computeIfAbsent(group, any -> new ArrayList<>()).add(candidate);
                } else if (finding != null) {
                    findings.add(candidate.whole(finding));
                } else {
                    omitted = omitted.and(candidate.severity());
                }
            }
        }
        for (Map.Entry<Group, List<Candidate>> entry : together.entrySet()) {
            Candidate first = firstOf(entry.getValue());
            Finding finding = first.finding();
            if (finding == null) {
                omitted = omitted.and(first.severity());
            } else {
                String of = entry.getKey().migration().isEmpty() ? "file" : "migration";
                findings.add(
                        saying(first.whole(finding), others(entry.getValue().size() - 1, of)));
            }
        }
        whole = new ArrayList<>();
        reduced.clear();
        findings.sort(Comparator.comparing(Finding::location));
        return new Left(findings, omitted);
    }

    /** The first of the worst. */
    private static Candidate firstOf(List<Candidate> all) {
        return all.stream()
                .max(Comparator.comparing(Candidate::severity)
                        .thenComparing(candidate -> candidate.span().from(), Comparator.reverseOrder()))
                .orElseThrow();
    }

    private static String others(int number, String whole) {
        return switch (number) {
            case 0 -> "";
            case 1 -> " One more statement of this " + whole + " does so.";
            default -> " " + number + " more statements of this " + whole + " do so.";
        };
    }

    /** The same with more behind its message. */
    private static Finding saying(Finding finding, String more) {
        return new Finding(
                finding.rule(),
                finding.severity(),
                finding.location(),
                finding.message() + more,
                finding.why(),
                finding.instead(),
                finding.example(),
                finding.estimate(),
                finding.context());
    }
}
