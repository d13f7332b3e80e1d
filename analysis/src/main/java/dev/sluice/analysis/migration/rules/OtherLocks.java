package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.schema.View;
import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.CreateObject;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The strongest locks on views and on indexes alone, for which queries of the view or on the index's table wait. */
final class OtherLocks {

    private static final Pattern STORAGE = Pattern.compile("(?is)\\b(?:re)?set\\s*\\((?<list>.*)\\)\\s*;?\\s*$");
    private static final Pattern ALTER_TABLE = Pattern.compile("(?is)^alter\\s+table\\b");
    private static final Set<String> WEAK =
            Set.of("fillfactor", "deduplicate_items", "vacuum_cleanup_index_scale_factor");

    private OtherLocks() {}

    /** What a statement locks so, if that was there before; null for nothing. */
    static @Nullable String of(Step step) {
        if (step.statement() instanceof CreateObject create) {
            boolean replaces = create.kind() == ObjectKind.VIEW
                    && create.replace()
                    && step.before().view(step.before().place(create.name())) != null;
            return replaces ? view(step, create.name()) : null;
        }
        if (!(step.statement() instanceof AlterObject alter)) {
            return null;
        }
        if (alter.kind() == ObjectKind.VIEW) {
            return view(step, alter.name());
        }
        boolean strong = alter.kind() == ObjectKind.INDEX
                && (alter.change() instanceof AlterObject.SetTablespace
                        || (alter.change() instanceof AlterObject.Rename && isStrongRename(step))
                        || (alter.change() instanceof AlterObject.Unclassified && isStrong(step.sql(alter.span()))));
        Table table = strong ? step.before().tableOfIndex(alter.name()) : null;
        return !strong || (table != null && step.isNew(table.name())) ? null : "index " + alter.name();
    }

    /** From 12 on, {@code ALTER INDEX} takes a weaker lock to rename one. */
    private static boolean isStrongRename(Step step) {
        return !step.version().isAtLeast(12)
                || ALTER_TABLE.matcher(step.sql(step.statement().span())).find();
    }

    private static @Nullable String view(Step step, Name name) {
        View view = step.before().view(name);
        Origin made = view == null ? null : view.origin();
        return made != null && made.certain() && made.isWith(step.origin()) ? null : "view " + name;
    }

    /** Whether one of its parameters is not to be changed while the index is in use. */
    private static boolean isStrong(String sql) {
        Matcher storage = STORAGE.matcher(sql);
        return storage.find()
                && !Arrays.stream(storage.group("list").split(",", -1))
                        .map(parameter -> parameter.replaceFirst("(?s)=.*", ""))
                        .map(parameter -> parameter.strip().toLowerCase(Locale.ROOT))
                        .allMatch(WEAK::contains);
    }
}
