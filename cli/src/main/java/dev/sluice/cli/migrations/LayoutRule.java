package dev.sluice.cli.migrations;

import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.Wrapping;
import dev.sluice.analysis.migration.files.Layout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a layout says itself that a transaction is around a file, whatever the user says of files in general. */
final class LayoutRule {

    private LayoutRule() {}

    /** What to tell a user who has said that there is none; null where that holds for all files. */
    static @Nullable String against(String said, Layout layout, List<MigrationFile> files) {
        List<MigrationFile> wrapped =
                files.stream().filter(LayoutRule::isWrapped).toList();
        if (wrapped.isEmpty()) {
            return null;
        }
        String more = wrapped.size() == 1 ? "" : " and " + (wrapped.size() - 1) + " more";
        String tool = layout == Layout.AUTO ? "the tool" : Choice.name(layout);
        return said + " does not hold for " + wrapped.get(0).path() + more + ", which " + tool
                + " runs in a transaction by its layout; --tool plain judges files by their SQL alone.";
    }

    private static boolean isWrapped(MigrationFile file) {
        return file.sections().stream()
                .anyMatch(section -> section.wrapping() != null && section.wrapping() != Wrapping.NONE);
    }
}
