package dev.sluice.analysis.migration;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.lock.Locks;
import dev.sluice.analysis.lock.TableLock;
import dev.sluice.analysis.migration.AnalysisResult.UnreadStatement;
import dev.sluice.analysis.migration.MigrationFile.Section;
import dev.sluice.analysis.parse.Parsed;
import dev.sluice.analysis.parse.SourceText;
import dev.sluice.analysis.parse.StatementParser;
import dev.sluice.analysis.parse.Unread;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.SchemaChange;
import dev.sluice.analysis.statement.DoBlock;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.SessionCommand;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.WithChanges;
import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import dev.sluice.sql.script.MetaCommand;
import dev.sluice.sql.script.ScriptPart;
import dev.sluice.sql.script.ScriptReader;
import dev.sluice.sql.script.TransactionCommand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One file's way through the rules. Statements are dropped when they have been looked at. */
final class FileRun {

    private static final Set<String> ELSEWHERE = Set.of("i", "ir", "include", "include_relative", "gexec");

    private final List<MigrationRule> rules;
    private final MigrationSettings settings;
    private final MigrationFile file;
    private final SourceText source;
    private final StatementParser parser;
    private final TransactionFlow flow;
    private final Comments comments;
    private final FileFindings collected;
    private final List<UnreadStatement> unread = new ArrayList<>();
    private final Set<Name> missing = new HashSet<>();
    private final int number;

    private Schema schema;
    private Schema atBegin;
    private int statements;

    FileRun(
            List<MigrationRule> rules,
            MigrationSettings settings,
            MigrationFile file,
            int number,
            MigrationAnalysis.Numbering transactions,
            Schema schema) {
        this.rules = rules;
        this.settings = settings;
        this.file = file;
        this.number = number;
        this.schema = schema.inNewSession();
        this.atBegin = this.schema;
        this.source = SourceText.of(file.text());
        this.parser = new StatementParser(source);
        this.flow = new TransactionFlow(transactions, settings);
        this.comments = new Comments(file.text());
        this.collected = new FileFindings(settings, file);
        file.sections().forEach(this::section);
    }

    MigrationFile file() {
        return file;
    }

    Schema schema() {
        return schema;
    }

    int statements() {
        return statements;
    }

    List<UnreadStatement> unread() {
        return unread;
    }

    int omitted() {
        return collected.omitted();
    }

    /** What is left of the findings when the last migration has run. */
    List<Finding> findings(Schema last, List<RuleInfo> known) {
        return collected.finish(last, comments.suppressions(), known);
    }

    private void section(Section section) {
        Span span = section.span();
        atBegin = schema;
        flow.begin(section.wrapping() == null ? settings.wrapping() : section.wrapping(), source.readable(), span);
        ScriptReader reader = new ScriptReader(source.readable(), span.from(), span.to());
        int behind = span.from();
        for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
            if (part instanceof dev.sluice.sql.script.Statement statement) {
                statements++;
                comments.read(statement.precededFrom(), new Span(statement.start(), statement.end()));
                statement(statement);
            }
            if (part instanceof MetaCommand command) {
                metaCommand(command);
            }
            behind = part.end();
        }
        comments.readTail(behind, span.to());
        if (!file.applied()) {
            FileEnd end = new FileEnd(new Span(span.to(), span.to()), file.text(), flow.transaction(), schema);
            for (MigrationRule rule : rules) {
                if (collected.isUsed(rule.info())) {
                    rule.checkEnd(end, found -> collected.add(rule.info(), found, null));
                }
            }
        }
        flow.end();
        schema = schema.searching(flow.session().value("search_path"));
    }

    private void statement(dev.sluice.sql.script.Statement part) {
        Parsed parsed = parser.parse(part);
        Unread problem = parsed.unread();
        if (problem != null && !file.applied()) {
            report(parsed.statement(), problem, part.flaw() != null);
        }
        Statement statement = parsed.statement();
        Schema before = schema;
        step(statement);
        if (statement instanceof DoBlock block) {
            schema = before;
            flow.transaction().runBody(() -> block.body().forEach(this::inner));
            schema = SchemaChange.behind(block, before, schema);
        }
        if (statement instanceof WithChanges with) {
            with.changes().forEach(this::inner);
        }
        if (statement instanceof SessionCommand.Transaction control) {
            transaction(control.command());
        }
        flow.after(statement);
        schema = schema.searching(flow.session().value("search_path"));
    }

    private void inner(Statement statement) {
        step(statement);
        if (statement instanceof WithChanges with) {
            with.changes().forEach(this::inner);
        }
        if (statement instanceof SessionCommand.SetParameter) {
            flow.after(statement);
            schema = schema.searching(flow.session().value("search_path"));
        }
    }

    /** What a transaction has made is gone when it is rolled back. */
    private void transaction(TransactionCommand command) {
        boolean open = flow.transaction().isBlock();
        switch (command) {
            case BEGIN -> atBegin = open ? atBegin : schema;
            case COMMIT_AND_CHAIN -> atBegin = schema;
            case ROLLBACK, ROLLBACK_AND_CHAIN -> schema = open ? atBegin : schema;
            default -> {}
        }
    }

    /** What psql reads from elsewhere, or runs as it comes back from the server, nobody sees here. */
    private void metaCommand(MetaCommand command) {
        String name = command.name(source.readable());
        if (ELSEWHERE.contains(name) && !file.applied()) {
            Span span = new Span(command.start(), command.end());
            unread(EngineRules.UNREAD_STATEMENT, span, "\\" + name, "psql takes from elsewhere what it runs there");
        }
        if (name.equals("copy")) {
            step(parser.parse(new Span(command.start() + 1, command.end())).statement());
        }
    }

    private void step(Statement statement) {
        Transaction transaction = flow.transaction();
        Origin origin = new Origin(number, transaction.number(), file.applied(), true);
        Schema before = schema;
        schema = SchemaChange.apply(before, statement, origin);
        List<TableLock> locks = Locks.of(statement, before, settings.version());
        if (!file.applied()) {
            Step step = new Step(
                    statement,
                    file.text(),
                    before,
                    schema,
                    locks,
                    transaction,
                    flow.session(),
                    settings.version(),
                    origin,
                    settings);
            missing(statement, before, locks);
            for (MigrationRule rule : rules) {
                if (collected.isUsed(rule.info())) {
                    rule.check(step, found -> collected.add(rule.info(), found, step));
                }
            }
        }
        if (!(statement instanceof SessionCommand)) {
            transaction.add(locks);
        }
    }

    /** Says once of each table that nobody has it. */
    private void missing(Statement statement, Schema before, List<TableLock> locks) {
        if (!before.isWhole() || statement instanceof Drop || !collected.isUsed(EngineRules.TABLE_NOT_IN_CATALOG)) {
            return;
        }
        for (TableLock lock : locks) {
            Name table = lock.table();
            // What a tool puts in the place of a name is not known.
            if (before.lacks(table) && !table.sql().contains("${") && missing.add(table)) {
                String message = "Neither the live database nor a migration before has table " + table + ".";
                collected.add(EngineRules.TABLE_NOT_IN_CATALOG, Found.at(lock.span(), message), null);
            }
        }
    }

    private void report(Statement statement, Unread problem, boolean broken) {
        RuleInfo rule = broken ? EngineRules.BROKEN_STATEMENT : EngineRules.UNREAD_STATEMENT;
        unread(rule, problem.span(), firstWords(statement.span()), problem.reason());
    }

    private void unread(RuleInfo rule, Span span, String words, String reason) {
        if (collected.isUsed(rule)) {
            String message = "The statement " + (words.startsWith("\\") ? words : words.toUpperCase(Locale.ROOT))
                    + " … could not be read in full: " + reason + ".";
            collected.add(rule, Found.at(span, message), null);
        }
        unread.add(new UnreadStatement(collected.location(span), words, reason));
    }

    private String firstWords(Span span) {
        Lexer lexer = new Lexer(source.readable(), span.from(), span.to(), ParameterStyle.PSQL);
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 3 && lexer.next() == TokenKind.WORD; i++) {
            words.append(i == 0 ? "" : " ").append(lexer.token().toLowerCase(Locale.ROOT));
        }
        return words.toString();
    }
}
