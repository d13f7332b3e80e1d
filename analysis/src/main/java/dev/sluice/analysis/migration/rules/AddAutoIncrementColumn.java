package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A new column that numbers the rows, those that exist too. */
public final class AddAutoIncrementColumn implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(AddAutoIncrementColumn.class)
            .title("New serial or identity column")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.REWRITE)
            .why("Each existing row gets a number, so PostgreSQL writes the table and all its indexes anew. Reads"
                    + " and writes wait meanwhile.")
            .instead(
                    "Add a nullable bigint column, let a sequence number new rows, and number the old ones in batches.")
            .build();

    private static final Pattern IDENTITY = Pattern.compile(
            "(?is)(?<generated>\\bGENERATED\\s+(?:ALWAYS|BY\\s+DEFAULT)\\s+AS\\s+IDENTITY)(?:\\s*\\([^()]*\\))?");
    private static final Pattern OPTIONS = Pattern.compile("(?is)\\bAS\\s+IDENTITY\\s*\\((?<options>[^()]*)\\)");
    private static final Pattern SEQUENCE_NAME =
            Pattern.compile("(?i)\\bSEQUENCE\\s+NAME\\s+(?:(?:\"[^\"]+\"|[\\w$]+)\\.)?(?:\"[^\"]+\"|[\\w$]+)");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.AddColumn> add : step.actions(TableAction.AddColumn.class)) {
            ColumnDefinition column = add.action().column();
            boolean identity = column.generation() == ColumnDefinition.Generation.IDENTITY;
            if (!identity && !column.type().isSerial()) {
                continue;
            }
            String message =
                    "Writes all of " + add.table() + " anew under an ACCESS EXCLUSIVE lock to number its rows in "
                            + (identity ? "identity" : column.type().name()) + " column " + column.name() + ".";
            findings.add(Found.at(add.span(), message).about(add.table()).example(example(step, add)));
        }
    }

    private static String example(Step step, Step.Action<TableAction.AddColumn> add) {
        ColumnDefinition column = BareColumn.beside(step, add);
        Name table = add.table();
        String name = Name.quoted(column.name());
        String sequence =
                table.sibling(Name.made(table.name(), column.name(), "seq")).sql();
        String alter = "ALTER TABLE " + table + " ";
        return "CREATE SEQUENCE " + sequence + options(step.sql(column.span())) + ";\n"
                + alter + "ADD COLUMN " + name + " bigint;\n"
                + alter + "ALTER COLUMN " + name + " SET DEFAULT nextval('" + sequence.replace("'", "''") + "');\n"
                + "ALTER SEQUENCE " + sequence + " OWNED BY " + table + "." + name + ";\n"
                + "-- again and again, each time in a transaction of its own, until no row is changed:\n"
                + "UPDATE " + table + " SET " + name + " = DEFAULT\n"
                + Batches.where(table, name + " IS NULL") + ";"
                + BareColumn.rest(step, table, column, add.span().to())
                + identity(step, table, column, sequence);
    }

    /** An identity may be added to a column that is not null; it takes the numbers over from the sequence. */
    private static String identity(Step step, Name table, ColumnDefinition column, String sequence) {
        Matcher identity = IDENTITY.matcher(step.sql(column.span()));
        if (!identity.find()) {
            return "";
        }
        Matcher options = OPTIONS.matcher(identity.group());
        boolean refused = options.find() && isRefused(options.group("options"));
        String generated = refused ? identity.group("generated") : identity.group();
        String alter = "ALTER TABLE " + table + " ALTER COLUMN " + Name.quoted(column.name()) + " ";
        return "\n-- then, in one transaction:\n"
                + alter + "DROP DEFAULT;\n"
                + "DROP SEQUENCE " + sequence + ";\n"
                + alter + "ADD " + generated.replaceAll("\\s+", " ") + ";\n"
                + NumbersFromTheBeginning.goOn(table, column.name());
    }

    /** Those of the identity's sequence, its name aside; none where PostgreSQL refuses them. */
    private static String options(String definition) {
        Matcher options = OPTIONS.matcher(definition);
        String own = options.find()
                ? SEQUENCE_NAME.matcher(options.group("options")).replaceAll("").strip()
                : "";
        return own.isEmpty() || isRefused(own) ? "" : " " + own;
    }

    private static boolean isRefused(String options) {
        return SequenceOptions.of(options)
                        .ofNew(SequenceOptions.widest("bigint"))
                        .refused()
                != null;
    }
}
