package dev.sluice.analysis.migration;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.AnalysisResult.UnreadStatement;
import dev.sluice.analysis.parse.Parsed;
import dev.sluice.analysis.parse.SourceText;
import dev.sluice.analysis.parse.Unread;
import dev.sluice.analysis.schema.PostgresVersion;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.Unfollowed;
import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import dev.sluice.sql.script.CopyData;
import dev.sluice.sql.script.MetaCommand;
import dev.sluice.sql.script.ScriptPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what of a file could not be read. Of files that have been applied it keeps nothing. */
final class UnreadParts {

    private static final String NO_COMMAND = "PostgreSQL has no command ";
    private static final String PROGRAM = "psql runs a program there";

    /** What changes or destroys most: a part of it that nobody has seen weighs more. */
    private static final Pattern CHANGING = Pattern.compile("(alter table|do|drop|truncate|update|delete|merge)\\b");

    /** Queries that make a table, and what makes tables of which no word tells. */
    private static final Pattern MAKING = Pattern.compile(
            "(?is)^\\s*(?:(?:select|with)\\b.*\\binto\\b|import\\s+foreign\\b|create\\s+schema\\b.*\\bcreate\\b)");

    private final MigrationFile file;
    private final FileFindings collected;
    private final List<UnreadStatement> unread = new ArrayList<>();

    UnreadParts(MigrationFile file, FileFindings collected) {
        this.file = file;
        this.collected = collected;
    }

    List<UnreadStatement> all() {
        return unread;
    }

    /**
     * A statement as it was read; {@code flawed} if it does not end, or holds what no text may.
     *
     * @return the schema, in which nothing is known any more not to be there if the statement may make what nobody has read
     */
    Schema add(Parsed read, boolean flawed, SourceText source, PostgresVersion version, Schema schema) {
        Span statement = read.statement().span();
        String none = read.unread().isEmpty() || flawed ? null : NoSuchCommand.of(statement, source, version);
        List<Unread> problems = none == null ? read.unread() : List.of(new Unread(statement, NO_COMMAND + none));
        problems.forEach(problem -> add(statement, problem, flawed || none != null, source.readable()));
        boolean makes = MAKING.matcher(statement.in(source.readable())).find();
        return problems.isEmpty() && !makes ? schema : Unfollowed.behind(schema);
    }

    /** A statement of which a part was not read; {@code broken} if the server cannot read it either. */
    void add(Span statement, Unread problem, boolean broken, String readable) {
        RuleInfo rule = broken ? EngineRules.BROKEN_STATEMENT : EngineRules.UNREAD_STATEMENT;
        add(rule, problem.span(), firstWords(statement, readable), problem.reason());
    }

    void add(RuleInfo rule, Span span, String words, String reason) {
        if (file.applied()) {
            return;
        }
        if (collected.isUsed(rule)) {
            String named = words.startsWith("\\") ? words : words.toUpperCase(Locale.ROOT);
            String message = "The statement " + (named.isEmpty() ? "" : named + " … ") + "could not be read in full: "
                    + reason + ".";
            Found found = Found.at(span, message);
            found = reason.startsWith(NO_COMMAND)
                    ? found.instead(
                            "Correct its first words, or take out what is no statement, such as a line that was left over.")
                    : found;
            boolean grave = rule.equals(EngineRules.UNREAD_STATEMENT)
                    && CHANGING.matcher(words).lookingAt();
            collected.add(rule, grave ? found.severity(Severity.MEDIUM) : found, null);
        }
        unread.add(new UnreadStatement(collected.location(span), words, reason));
    }

    /** What of a script is no statement, and may be read otherwise than it was meant. */
    Schema add(ScriptPart part, String readable, Schema schema) {
        if (part instanceof MetaCommand command) {
            return add(command, readable) ? Unfollowed.behind(schema) : schema;
        }
        if (part instanceof CopyData data && !data.closed() && data.end() > data.start()) {
            Span first = new Span(data.start(), data.start() + 1);
            add(EngineRules.UNREAD_STATEMENT, first, "copy", "no line \\. ends its data, so all that follows is data");
        }
        return schema;
    }

    /** A command of psql that changes what is run, or how, so that what is said of the rest may be wrong. */
    private boolean add(MetaCommand command, String readable) {
        String name = command.name(readable);
        String reason = reason(name, command.arguments(readable));
        if (reason != null) {
            Span span = new Span(command.start(), command.end());
            add(EngineRules.UNREAD_STATEMENT, span, "\\" + name, reason);
        }
        return reason != null;
    }

    private static @Nullable String reason(String name, String arguments) {
        // Backquotes in the arguments of any command are a program whose output stands there.
        if (arguments.indexOf('`') >= 0) {
            return PROGRAM;
        }
        return switch (name) {
            case "o", "out", "g", "gx", "w", "write" -> arguments.startsWith("|") ? PROGRAM : null;
            case "i", "ir", "include", "include_relative", "gexec" -> "psql takes from elsewhere what it runs there";
            case "bind_named" -> "psql runs what has been prepared elsewhere";
            case "c", "connect" -> "what follows runs in another session, and perhaps in another database";
            case "if" -> "psql runs what follows under a condition only";
            case "q", "quit" -> "psql ends here, and runs nothing of what follows";
            case "!" -> PROGRAM;
            case "lo_unlink" -> "psql deletes a large object there";
            case "set", "unset" ->
                arguments.startsWith("AUTOCOMMIT") ? "it changes when psql begins and ends transactions" : null;
            default -> null;
        };
    }

    private static String firstWords(Span span, String readable) {
        Lexer lexer = new Lexer(readable, span.from(), span.to(), ParameterStyle.PSQL);
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 3 && lexer.next() == TokenKind.WORD; i++) {
            words.append(i == 0 ? "" : " ").append(lexer.token().toLowerCase(Locale.ROOT));
        }
        return words.toString();
    }
}
