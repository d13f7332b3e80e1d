package dev.sluice.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the comments in {@code values.yaml} that begin with {@code # --} say, as a table for the documentation.
 *
 * @param rows in the file's order
 */
record ValuesTable(List<Row> rows) {

    private static final Pattern COMMENT = Pattern.compile(" *# (-- )?(.*)");
    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]+):.*");
    private static final int INDENTATION = 2;

    /** One value: its path with dots, its default as JSON, what it means. */
    record Row(String path, String standard, String meaning) {}

    static ValuesTable read() {
        String text = Chart.read(Chart.FOLDER.resolve("values.yaml"));
        JsonNode values = Manifests.yaml(text);
        List<Row> rows = new ArrayList<>();
        List<String> path = new ArrayList<>();
        StringBuilder meaning = new StringBuilder();
        for (String line : text.lines().toList()) {
            Matcher comment = COMMENT.matcher(line);
            Matcher key = KEY.matcher(line);
            if (comment.matches()) {
                if (comment.group(1) != null) {
                    meaning.setLength(0);
                }
                if (comment.group(1) != null || !meaning.isEmpty()) {
                    meaning.append(meaning.isEmpty() ? "" : " ").append(comment.group(2));
                }
            } else if (key.matches()) {
                int depth = key.group(1).length() / INDENTATION;
                path.subList(Math.min(depth, path.size()), path.size()).clear();
                path.add(key.group(2));
                if (!meaning.isEmpty()) {
                    String standard = values.at("/" + String.join("/", path)).toString();
                    rows.add(new Row(String.join(".", path), standard, meaning.toString()));
                    meaning.setLength(0);
                }
            } else {
                meaning.setLength(0);
            }
        }
        return new ValuesTable(List.copyOf(rows));
    }

    String markdown() {
        StringBuilder table = new StringBuilder("| value | default | meaning |\n|---|---|---|\n");
        for (Row row : rows) {
            table.append("| `%s` | `%s` | %s |\n".formatted(row.path, row.standard, row.meaning));
        }
        return table.toString();
    }
}
