package dev.sluice.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A page in Prometheus' text format, for sums and quantiles over what happened between two pages. Immutable. */
record PrometheusText(List<Series> series) {

    record Series(String name, String labels, double value) {

        boolean has(String label, String wanted) {
            String pair = label + "=\"" + wanted + "\"";
            // Not in the middle of a longer label's name: "subresource" ends with "resource".
            return labels.startsWith(pair) || labels.contains("," + pair);
        }
    }

    static PrometheusText parse(String page) {
        List<Series> series = new ArrayList<>();
        for (String line : page.lines().toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int end = line.lastIndexOf(' ');
            int brace = line.indexOf('{');
            String name = brace < 0 ? line.substring(0, end) : line.substring(0, brace);
            String labels = brace < 0 ? "" : line.substring(brace + 1, line.lastIndexOf('}'));
            series.add(new Series(name, labels, number(line.substring(end + 1))));
        }
        return new PrometheusText(List.copyOf(series));
    }

    double sum(String name, Predicate<Series> which) {
        return series.stream()
                .filter(s -> s.name().equals(name) && which.test(s))
                .mapToDouble(Series::value)
                .sum();
    }

    /**
     * The upper bound of the bucket in which a share of the observations since an earlier page ends, over all series of a
     * histogram; not a number when there were none.
     */
    static double quantile(String histogram, double share, PrometheusText before, PrometheusText after) {
        TreeMap<Double, Double> buckets = new TreeMap<>();
        after.addBuckets(histogram, buckets, 1);
        before.addBuckets(histogram, buckets, -1);
        double total = buckets.isEmpty() ? 0 : buckets.lastEntry().getValue();
        return buckets.entrySet().stream()
                .filter(bucket -> total > 0 && bucket.getValue() >= share * total)
                .mapToDouble(bucket -> bucket.getKey())
                .findFirst()
                .orElse(Double.NaN);
    }

    private void addBuckets(String histogram, TreeMap<Double, Double> buckets, int sign) {
        for (Series s : series) {
            if (s.name().equals(histogram + "_bucket")) {
                int from = s.labels().indexOf("le=\"") + 4;
                String bound = s.labels().substring(from, s.labels().indexOf('"', from));
                double le = number(bound);
                buckets.merge(le, sign * s.value(), Double::sum);
            }
        }
    }

    // Java spells infinity in another way.
    private static double number(String text) {
        return Double.parseDouble(text.replace("Inf", "Infinity"));
    }
}
