package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import dev.sluice.sql.lexer.TokenValue;

/** All that a role owns, dropped without a name of it. */
public final class DropOwned implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropOwned.class)
            .title("All that a role owns, dropped")
            .harm(Category.DATA_LOSS, Severity.HIGH)
            .effect("each table that the role owns", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why(
                    "Whatever the role owns in this database is gone with its data, whether or not anybody knows of it, and"
                            + " what it was granted is taken from it.")
            .instead("Give what it owns to another role first: then DROP OWNED takes away its rights only.")
            .build();

    /** Behind so many characters it is not looked for a reason to be milder. */
    private static final int FARTHEST = 100_000;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof Drop drop) || drop.kind() != ObjectKind.OWNED) {
            return;
        }
        for (Drop.Target target : drop.targets()) {
            String role = Name.quoted(target.name().name());
            String cascade = drop.cascade() ? ", with all that depends on them" : "";
            boolean given = isGivenAway(step, target.name().name(), drop.span().from());
            String message = given
                    ? "Drops what role " + role + " owns still, and takes its rights away."
                    : "Drops each table and all else that role " + role + " owns" + cascade
                            + ", under an ACCESS EXCLUSIVE lock on each table.";
            findings.add(Found.at(target.span(), message)
                    .severity(given ? Severity.MEDIUM : Severity.HIGH)
                    .example("REASSIGN OWNED BY " + role + " TO /* another role */;\nDROP OWNED BY " + role + ";"));
        }
    }

    /** Whether {@code REASSIGN OWNED} stands in the file before. */
    private static boolean isGivenAway(Step step, String role, int before) {
        if (before > FARTHEST) {
            return false;
        }
        Lexer lexer = new Lexer(step.text(), 0, before, ParameterStyle.PSQL);
        while (lexer.next() != TokenKind.END) {
            if (lexer.isWord("reassign") && follows(lexer, "owned") && follows(lexer, "by") && names(lexer, role)) {
                return true;
            }
        }
        return false;
    }

    private static boolean follows(Lexer lexer, String word) {
        lexer.next();
        return lexer.isWord(word);
    }

    private static boolean names(Lexer lexer, String role) {
        boolean named = false;
        while (lexer.next() != TokenKind.END && !lexer.isWord("to")) {
            boolean name = lexer.kind() == TokenKind.WORD || lexer.kind() == TokenKind.QUOTED_NAME;
            named |= name && TokenValue.of(lexer).equals(role);
        }
        return named;
    }
}
