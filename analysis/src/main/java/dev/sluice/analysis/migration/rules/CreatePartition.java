package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.References;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.statement.CreateObject;
import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A partition that is made in place, for which everybody waits a moment. */
public final class CreatePartition implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(CreatePartition.class)
            .title("Partition made under an exclusive lock on its parent")
            .harm(Category.BLOCKS, Severity.MEDIUM)
            .effect("the partitioned table", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why("The lock is short, but it queues behind each running query on the whole partitioned table, and"
                    + " everybody queues behind it.")
            .instead("Make the table by itself, and attach it: that lock blocks neither reads nor writes from"
                    + " PostgreSQL 12 on.")
            .build();

    private static final String NOT_NULL = "\\s+NOT\\s+NULL)?";

    /** A column with nothing but a plain default and NOT NULL. */
    private static final Pattern COLUMN =
            Pattern.compile("(?is)(?<name>\"[^\"]+\"|[\\w$]+)(?:\\s+WITH\\s+OPTIONS)?(?<before>" + NOT_NULL
                    + "(?:\\s+DEFAULT\\s+(?<value>'(?:[^']|'')*'|[\\w.+-]+(?:\\(\\))?))?(?<behind>" + NOT_NULL);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof CreateTable create
                && create.partitionOf() != null
                && !isOfTransaction(step, create.partitionOf())) {
            findings.add(found(step, create.partitionOf(), create.name())
                    .example(example(create, create.partitionOf(), step.sql(create.span()))));
        }
        if (step.statement() instanceof CreateObject create
                && create.on() != null
                && create.isForeignTable()
                && !isOfTransaction(step, create.on())) {
            String table = "CREATE FOREIGN TABLE " + create.name() + " (/* its columns */) SERVER /* … */";
            findings.add(found(step, create.on(), create.name())
                    .example(table + attach(create.on(), create.name(), bounds(step.sql(create.span())))));
        }
    }

    /** Nobody sees a table that the transaction has made itself, though partitions that are attached to it are in use. */
    private static boolean isOfTransaction(Step step, Name parent) {
        Origin made = step.table(parent).origin();
        return made != null
                && made.certain()
                && made.isWith(step.origin())
                && made.transaction() == step.origin().transaction();
    }

    private static Found found(Step step, Name parent, Name partition) {
        String message = "Makes partition " + partition + " under an ACCESS EXCLUSIVE lock on " + parent
                + ", which blocks reads and writes of all its partitions" + referring(step, parent) + ".";
        return Found.at(step.statement().span(), message).about(parent);
    }

    /** A table of the same columns and constraints, stored in the same way, that is attached. */
    private static String example(CreateTable create, Name parent, String sql) {
        PartitionText text = PartitionText.of(sql);
        // What gives the numbers of an identity is the partitioned table: the server attaches no table with one of its
        // own.
        String like = "LIKE " + parent + " INCLUDING ALL EXCLUDING IDENTITY";
        if (text == null) {
            return "CREATE TABLE " + create.name() + " (" + like + ") /* and what the statement says of columns,"
                    + " constraints and storage */" + attach(parent, create.name(), "/* FOR VALUES … */");
        }
        String constraints = text.constraints().stream().map(", "::concat).collect(Collectors.joining());
        String table =
                text.head() + " (" + like + constraints + ")" + (text.tail().isEmpty() ? "" : " " + text.tail());
        return table
                + columns(create.name(), text.columns())
                + (create.ifNotExists()
                        ? ";\n-- unless it is a partition already"
                                + attach(parent, create.name(), text.bounds()).substring(1)
                        : attach(parent, create.name(), text.bounds()));
    }

    /** What is said of single columns cannot stand behind LIKE. */
    private static String columns(Name partition, List<String> columns) {
        StringBuilder lines = new StringBuilder();
        for (String column : columns) {
            Matcher simple = COLUMN.matcher(column);
            String alter = ";\nALTER TABLE " + partition + " ALTER COLUMN ";
            if (!simple.matches()) {
                lines.append(";\n-- and by ALTER TABLE what LIKE leaves out: ").append(column.replaceAll("\\s+", " "));
                continue;
            }
            if (simple.group("value") != null) {
                lines.append(alter)
                        .append(simple.group("name"))
                        .append(" SET DEFAULT ")
                        .append(simple.group("value"));
            }
            if (simple.group("before") != null || simple.group("behind") != null) {
                lines.append(alter).append(simple.group("name")).append(" SET NOT NULL");
            }
        }
        return lines.toString();
    }

    private static String attach(Name parent, Name partition, String bounds) {
        return ";\nALTER TABLE " + parent + " ATTACH PARTITION " + partition + " " + bounds + ";";
    }

    private static String bounds(String sql) {
        String clause = BoundsCheck.clause(sql);
        return clause == null ? "/* FOR VALUES … */" : clause;
    }

    /** A foreign key is given to it, or may refer to it from then on. */
    private static String referring(Step step, Name parent) {
        Set<String> others = new TreeSet<>();
        new References(step.before(), parent)
                .ownersOfNewPartition(step.version())
                .forEach(owner -> others.add(owner.sql()));
        References.of(step.table(parent))
                .forEach(key ->
                        others.add(step.before().resolve(key.references()).sql()));
        return others.isEmpty()
                ? ""
                : ", and a SHARE ROW EXCLUSIVE lock on " + String.join(", ", others)
                        + ", with which a foreign key connects it";
    }
}
