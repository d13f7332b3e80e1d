package dev.sluice.analysis.migration.files;

import java.util.ArrayList;
import java.util.List;

/** Sqitch's plan, which names the changes in the order in which they are deployed. */
final class Sqitch {

    private static final String PLAN = "sqitch.plan";

    private Sqitch() {}

    static List<String> select(Folder folder) throws UnreadableMigration {
        if (!folder.has(PLAN)) {
            throw new UnreadableMigration(folder.display(PLAN) + " does not exist. Sqitch's folder has it at its top.");
        }
        List<String> changes = new ArrayList<>();
        for (String line : folder.text(PLAN).split("\\R", -1)) {
            String change = line.strip();
            boolean named = !change.isEmpty() && "#%@".indexOf(change.charAt(0)) < 0;
            if (named) {
                changes.add("deploy/" + change.split("[\\s\\[]", 2)[0] + ".sql");
            }
        }
        return changes;
    }
}
