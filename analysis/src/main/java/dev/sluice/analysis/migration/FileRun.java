package dev.sluice.analysis.migration;

import dev.sluice.analysis.lock.Locks;
import dev.sluice.analysis.lock.TableLock;
import dev.sluice.analysis.lock.ViewLocks;
import dev.sluice.analysis.migration.AnalysisResult.UnreadStatement;
import dev.sluice.analysis.migration.MigrationFile.Section;
import dev.sluice.analysis.parse.Parsed;
import dev.sluice.analysis.parse.SourceText;
import dev.sluice.analysis.parse.StatementParser;
import dev.sluice.analysis.parse.Unread;
import dev.sluice.analysis.schema.FilledTables;
import dev.sluice.analysis.schema.NewNames;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.SchemaChange;
import dev.sluice.analysis.statement.DoBlock;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Query;
import dev.sluice.analysis.statement.SessionCommand;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.WithChanges;
import dev.sluice.sql.script.MetaCommand;
import dev.sluice.sql.script.ScriptPart;
import dev.sluice.sql.script.ScriptReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One file's way through the rules. Statements are dropped when they have been looked at. */
final class FileRun {

    private static final int DEEPEST = 20;

    private final List<MigrationRule> rules;
    private final MigrationSettings settings;
    private final ParsedFile parsed;
    private final MigrationFile file;
    private final StringReading strings;
    private final TransactionFlow flow;
    private final Comments comments;
    private final FileFindings collected;
    private final UnreadParts unread;
    private final MissingTables missing;
    private final Remembered remembered = new Remembered();
    private final Set<Span> running = new HashSet<>();
    private final int number;

    private SourceText source;
    private StatementParser parser;
    private Schema schema;
    private int statements;
    private int conditions;
    private boolean doubted;
    private String migration = "";
    private @Nullable Span place;

    FileRun(
            List<MigrationRule> rules,
            MigrationSettings settings,
            ParsedFile parsed,
            int number,
            MigrationAnalysis.Numbering transactions,
            Schema schema,
            Session session) {
        this.settings = settings;
        this.parsed = parsed;
        this.file = parsed.file();
        this.number = number;
        this.schema = schema.inNewSession();
        this.source = parsed.source();
        this.strings = new StringReading(source);
        this.parser = new StatementParser(source);
        this.flow = new TransactionFlow(transactions, session, this.schema);
        this.comments = new Comments(source.text(), source.readable());
        this.collected = new FileFindings(settings, file, comments::suppressions);
        this.rules =
                rules.stream().filter(rule -> collected.isUsed(rule.info())).toList();
        this.unread = new UnreadParts(file, collected);
        this.missing = new MissingTables(collected);
        file.sections().forEach(this::section);
        collected.remark();
    }

    MigrationFile file() {
        return file;
    }

    Schema schema() {
        return schema;
    }

    /** The session behind its last statement. */
    Session session() {
        return flow.session();
    }

    int statements() {
        return statements;
    }

    List<UnreadStatement> unread() {
        return unread.all();
    }

    /** What is left of the findings when the last migration has run. */
    Candidates.Left findings(Schema last, List<RuleInfo> known) {
        return collected.finish(last, known);
    }

    private void section(Section section) {
        Span span = section.span();
        if (!migration.equals(section.migration())) {
            migration = section.migration();
            flow.restart();
            schema = schema.inNewSession();
        }
        Wrapping wrapping = section.wrapping() == null ? settings.wrapping() : section.wrapping();
        flow.begin(wrapping, source.readable(), span, schema);
        strings.restart();
        ScriptReader reader = reader(span.from(), span.to());
        int behind = span.from();
        for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
            if (part instanceof dev.sluice.sql.script.Statement statement) {
                statements++;
                comments.read(statement.precededFrom(), new Span(statement.start(), statement.end()));
                statement(statement);
                reader = strings.follow(flow.session(), part.end(), span.to()) ? reader(part.end(), span.to()) : reader;
            }
            schema = unread.add(part, source.readable(), schema);
            if (part instanceof MetaCommand command) {
                metaCommand(command);
            }
            behind = part.end();
        }
        comments.readTail(behind, span.to());
        if (!file.applied()) {
            FileEnd end = new FileEnd(new Span(span.to(), span.to()), file.text(), flow.transaction(), schema);
            for (MigrationRule rule : rules) {
                rule.checkEnd(end, found -> collected.add(rule.info(), found, null));
            }
        }
        schema = flow.end(schema);
    }

    /** Reads what follows as the session's settings have it. */
    private ScriptReader reader(int from, int to) {
        strings.follow(flow.session(), from, to);
        source = strings.text();
        parser = new StatementParser(source);
        comments.reading(source.readable());
        return new ScriptReader(source.readable(), from, to);
    }

    private void statement(dev.sluice.sql.script.Statement part) {
        Parsed read = parsed.parsed(part, source, parser);
        Statement statement = read.statement();
        schema = unread.add(read, part.flaw() != null, source, settings.version(), schema);
        comments.readInside(statement, read.unread());
        run(statement);
        schema = flow.after(statement, schema);
        doubt(statement);
    }

    /** Says once that strings may be read wrongly. */
    private void doubt(Statement statement) {
        boolean body = statement instanceof DoBlock;
        String reason = strings.doubt(flow.session(), body ? statement.span().in(source.text()) : "");
        if (reason != null && !doubted) {
            unread.add(statement.span(), new Unread(statement.span(), reason), false, source.readable());
            doubted = true;
        }
    }

    private void run(Statement statement) {
        Schema before = schema;
        step(SchemaChange.meant(before, statement, conditions == 0 && !flow.isInBody()));
        if (statement instanceof DoBlock block) {
            schema = before;
            String outer = migration;
            migration = outer + block.migration();
            body(block);
            migration = outer;
            schema = SchemaChange.behind(block, before, schema);
        } else if (statement instanceof WithChanges with) {
            with.changes().forEach(this::inner);
        }
        remembered.add(statement, source.text());
        remembered
                .runBy(statement, parser, problem -> unread.add(problem.span(), problem, false, source.readable()))
                .forEach(other -> called(statement, other));
    }

    private void body(DoBlock block) {
        Session outer = flow.session();
        block.settings().forEach(setting -> schema = flow.after(setting, schema));
        ArmsRun arms = new ArmsRun(block);
        flow.transaction().runBody(block, inner -> {
            flow.set(arms.at(inner.span().from(), flow.session()));
            inner(inner);
            schema = FilledTables.repeated(
                    block, inner, schema, flow.transaction().number());
        });
        flow.set(arms.end(flow.session()).restored(outer, block.settings()));
        schema = schema.searching(flow.session().value("search_path"));
    }

    private void called(Statement by, Statement other) {
        if (by instanceof Query query && !query.hidden()) {
            flow.transaction().runCalled(() -> elsewhere(by.span(), other));
        } else {
            elsewhere(by.span(), other);
        }
    }

    /** Runs what stands elsewhere in the file; a routine that calls itself once only. */
    private void elsewhere(Span by, Statement statement) {
        if (running.size() == DEEPEST) {
            unread.add(by, new Unread(by, "calls nest deeper than " + DEEPEST + " in it"), false, source.readable());
        } else if (running.add(statement.span())) {
            Span outer = place;
            place = outer == null ? by : outer;
            inner(statement);
            place = outer;
            running.remove(statement.span());
        }
    }

    private void inner(Statement statement) {
        run(statement);
        if (statement instanceof SessionCommand.SetParameter) {
            schema = flow.after(statement, schema);
        }
    }

    private void metaCommand(MetaCommand command) {
        String name = command.name(source.readable());
        conditions += name.equals("if") ? 1 : 0;
        conditions -= name.equals("endif") && conditions > 0 ? 1 : 0;
        if (name.equals("copy")) {
            Parsed copy = parser.parse(new Span(command.start() + 1, command.end()));
            copy.unread().forEach(problem -> unread.add(copy.statement().span(), problem, false, source.readable()));
            run(copy.statement());
        }
    }

    private void step(Statement statement) {
        Transaction transaction = flow.transaction();
        Origin origin = new Origin(number, transaction.number(), file.applied(), conditions == 0, migration);
        Schema before = schema;
        schema = SchemaChange.apply(before, statement, origin);
        flow.made(statement, source.text());
        List<TableLock> locks = Locks.of(statement, before, settings.version());
        NewTables fresh = new NewTables(settings.newness(), before, origin, flow.usedViews());
        if (!file.applied()) {
            Step step = new Step(
                    statement,
                    place == null ? statement.span() : place,
                    source.text(),
                    before,
                    schema,
                    locks,
                    transaction,
                    flow.session(),
                    settings.version(),
                    origin,
                    fresh,
                    settings);
            missing.check(statement, before, locks);
            for (MigrationRule rule : rules) {
                if (collected.isUsed(rule.info())) {
                    rule.check(step, found -> collected.add(rule.info(), placed(found), step));
                }
            }
        }
        if (!(statement instanceof SessionCommand)) {
            transaction.add(statement, locks, fresh::isNew, name -> before.table(name) != null);
            transaction.addViews(ViewLocks.of(statement, before), fresh::isNewView);
            String given = NewNames.given(statement, before);
            if (given != null) {
                transaction.give(given);
            }
            UnaryOperator<Name> names = NewNames.of(statement, before);
            if (names != null) {
                transaction.renamed(names);
            }
        }
    }

    /** What a prepared statement or a routine does happens where it is run. */
    private Found placed(Found found) {
        Found readable = found.readableIn(flow.transaction());
        return place == null
                ? readable
                : readable.runAt(place, collected.location(found.span()).from().line());
    }
}
