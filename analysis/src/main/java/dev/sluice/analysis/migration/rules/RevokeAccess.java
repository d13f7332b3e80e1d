package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Other;
import dev.sluice.analysis.statement.Query;
import dev.sluice.analysis.statement.Statement;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Access that is taken from whoever may be using it. */
public final class RevokeAccess implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(RevokeAccess.class)
            .title("Access that is taken away")
            .harm(Category.COMPATIBILITY, Severity.MEDIUM)
            .why("An application that still needs it fails at once, or as soon as it connects anew.")
            .instead(
                    "See that nobody uses it any more, such as in pg_stat_activity, and take it away in a later migration.")
            .build();

    private static final Pattern CLOSED_ROLE =
            Pattern.compile("(?i)\\b(?:nologin|connection limit 0|password null|default_transaction_read_only)\\b");
    private static final Pattern CLOSED_DATABASE = Pattern.compile(
            "(?i)\\b(?:connection limit 0|allow_connections (?:= ?)?false|default_transaction_read_only)\\b");

    /** The default again, or an unlimited one. */
    private static final Pattern OPENS = Pattern.compile(
            "(?i)\\breset default_transaction_read_only\\b|\\bdefault_transaction_read_only (?:=|to) ?(?:off|false|default|no)\\b");

    private static final Pattern REVOKE = Pattern.compile(
            "(?i)^revoke (?!grant option for|admin option for)(?<rights>.+?)"
                    + " on (?<what>(?:all tables in schema|table|database|schema) )?(?<name>[^ ,]+).* from (?<whom>[^ ,;]+).*");
    private static final Pattern OTHER_KIND =
            Pattern.compile("(?i)^(?:all|function|procedure|routine|sequence|type|domain"
                    + "|language|large|tablespace|parameter|foreign)$");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        Statement statement = step.statement();
        if (statement instanceof Drop drop && drop.kind() == ObjectKind.ROLE) {
            for (Drop.Target target : drop.targets()) {
                if (!isOwn(step, target.name())) {
                    String message = "Drops role " + target.name() + ", so that nobody logs in by it any more.";
                    findings.add(Found.at(target.span(), message));
                }
            }
            return;
        }
        String message = null;
        Severity severity = Severity.MEDIUM;
        if (statement instanceof AlterObject alter) {
            message = closed(step, alter);
        } else if (statement instanceof Query query) {
            boolean ends = query.functions().stream()
                    .anyMatch(function -> function.matches("(?:pg_catalog\\.)?pg_terminate_backend"));
            message = ends ? "Ends sessions of others, whose transactions are undone." : null;
        } else if (statement instanceof Other other && other.words().startsWith("revoke ")) {
            Matcher revoke = REVOKE.matcher(PlainText.of(step));
            message = revoke.matches() ? revoked(step, revoke) : null;
            // A table gives PUBLIC nothing of itself; what a later GRANT gives back is gone for a moment only.
            boolean mild = message != null
                    && (revoke.group("whom").equalsIgnoreCase("public")
                            || isGrantedAgain(step, revoke.group("name"), revoke.group("whom")));
            severity = mild ? Severity.LOW : Severity.MEDIUM;
        }
        if (message != null) {
            findings.add(Found.at(statement.span(), message).severity(severity));
        }
    }

    private static @Nullable String closed(Step step, AlterObject alter) {
        String text = PlainText.of(step);
        if (OPENS.matcher(text).find()) {
            return null;
        }
        if (alter.kind() == ObjectKind.ROLE && CLOSED_ROLE.matcher(text).find() && !isOwn(step, alter.name())) {
            return "Keeps role " + alter.name() + " from logging in or from writing.";
        }
        return alter.kind() == ObjectKind.DATABASE
                        && CLOSED_DATABASE.matcher(text).find()
                ? "Keeps everybody from connecting to database " + alter.name() + ", or from writing to it."
                : null;
    }

    private static @Nullable String revoked(Step step, Matcher revoke) {
        String what = revoke.group("what") == null ? "table " : revoke.group("what");
        String name = revoke.group("name");
        String rights = revoke.group("rights");
        boolean all = rights.toLowerCase(Locale.ROOT).startsWith("all");
        boolean matters = what.equalsIgnoreCase("database ")
                ? all || rights.matches("(?i).*\\bconnect\\b.*")
                : !what.equalsIgnoreCase("schema ") || all || rights.matches("(?i).*\\busage\\b.*");
        boolean table = what.equalsIgnoreCase("table ");
        boolean other = revoke.group("what") == null && OTHER_KIND.matcher(name).matches();
        if (!matters || other || (table && step.isNew(name(name)))) {
            return null;
        }
        return "Takes " + rights + " on " + what + name + " from " + revoke.group("whom") + ".";
    }

    private static boolean isGrantedAgain(Step step, String name, String whom) {
        return Pattern.compile("(?is)\\bgrant\\b[^;]*\\s" + Pattern.quote(name) + "[\\s,][^;]*\\bto\\b[^;]*"
                        + Pattern.quote(whom))
                .matcher(step.text().substring(step.statement().span().to()))
                .find();
    }

    private static Name name(String written) {
        String plain = written.replace("\"", "");
        int dot = plain.indexOf('.');
        return dot < 0 ? Name.of(plain) : new Name(plain.substring(0, dot), plain.substring(dot + 1));
    }

    private static boolean isOwn(Step step, Name role) {
        Origin made = step.before().origin(ObjectKind.ROLE, role);
        return made != null && made.certain() && made.isWith(step.origin());
    }
}
