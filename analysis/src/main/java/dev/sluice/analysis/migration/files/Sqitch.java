package dev.sluice.analysis.migration.files;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sqitch's plan, which names the changes in the order in which they are deployed. A change that is reworked stands there
 * again, behind a tag: what it was before is in a file that has the tag in its name.
 */
final class Sqitch {

    private static final String PLAN = "sqitch.plan";

    private final Folder folder;
    private final List<String> files = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();
    private final Map<String, Instance> latest = new HashMap<>();

    /**
     * A change at one place of the plan.
     *
     * @param file its number among all
     * @param tags how many tags stand above it
     */
    private record Instance(int file, int tags) {}

    private Sqitch(Folder folder) {
        this.folder = folder;
    }

    static List<String> select(Folder folder) throws UnreadableMigration {
        if (!folder.has(PLAN)) {
            throw new UnreadableMigration(folder.display(PLAN) + " does not exist. Sqitch's folder has it at its top.");
        }
        Sqitch plan = new Sqitch(folder);
        folder.text(PLAN).lines().map(String::strip).forEach(plan::read);
        return plan.files;
    }

    private void read(String line) {
        if (line.isEmpty() || line.startsWith("#") || line.startsWith("%")) {
            return;
        }
        if (line.startsWith("@")) {
            tags.add(name(line));
            return;
        }
        boolean operator = line.startsWith("+") || line.startsWith("-");
        change(name(operator ? line.substring(1).strip() : line));
    }

    private void change(String name) {
        Instance before = latest.put(name, new Instance(files.size(), tags.size()));
        if (before != null) {
            files.set(before.file(), reworked(name, tags.subList(before.tags(), tags.size())));
        }
        files.add(file(name));
    }

    /** The file of the last tag that has one: Sqitch names it after the tag above the rework, and takes any between the two. */
    private String reworked(String name, List<String> between) {
        List<String> named =
                new ArrayList<>(between.stream().map(tag -> file(name + tag)).toList());
        Collections.reverse(named);
        String first = named.isEmpty() ? file(name) : named.get(0);
        return named.stream().filter(folder::has).findFirst().orElse(first);
    }

    private static String file(String name) {
        return "deploy/" + name + ".sql";
    }

    /** Up to what the change needs, its time and its note. */
    private static String name(String entry) {
        return entry.split("[\\s\\[#]", 2)[0];
    }
}
