package dev.sluice.analysis.migration;

import dev.sluice.analysis.parse.Parsed;
import dev.sluice.analysis.parse.StatementParser;
import dev.sluice.analysis.parse.Unread;
import dev.sluice.analysis.statement.CreateObject;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Query;
import dev.sluice.analysis.statement.SessionCommand;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a file says and later statements of it run: prepared statements, and the bodies of routines. Which one of several
 * routines with the same name is meant is not told apart: all are.
 */
final class Remembered {

    /** Calls may call each other, so that there can be very many of them. */
    private static final int MOST_CALLS = 1_000;

    private final Map<String, Statement> prepared = new HashMap<>();
    private final Map<String, Map<Span, Routine>> routines = new HashMap<>();
    private final Map<Span, List<Statement>> bodies = new HashMap<>();
    private int calls;

    /** @param parameters as they are written, but for spaces */
    private record Routine(Name name, String parameters) {}

    /** Keeps in mind what a statement of that text says; a routine that replaces another one is run in its place. */
    void add(Statement statement, String text) {
        if (statement instanceof SessionCommand.Prepare prepare) {
            prepared.put(prepare.name(), prepare.statement());
        }
        if (statement instanceof CreateObject create && create.kind() == ObjectKind.ROUTINE) {
            Routine routine =
                    new Routine(create.name(), parameters(create.span().in(text)));
            Map<Span, Routine> alike = routines.computeIfAbsent(create.name().name(), any -> new LinkedHashMap<>());
            if (create.replace()) {
                alike.values().removeIf(routine::equals);
            }
            alike.put(create.span(), routine);
        }
    }

    /**
     * What a statement runs of it.
     *
     * @param unread takes what cannot be read of what the statement runs
     */
    List<Statement> runBy(Statement statement, StatementParser parser, Consumer<Unread> unread) {
        List<Statement> run = new ArrayList<>();
        if (statement instanceof SessionCommand.Execute execute) {
            Statement known = prepared.get(execute.name());
            if (known != null) {
                run.add(known);
            } else {
                unread.accept(new Unread(execute.span(), "this file does not prepare what it runs"));
            }
        } else if (statement instanceof Query query) {
            List<Span> called = calledBy(query);
            called.forEach(routine -> run.addAll(body(routine, parser, unread)));
            if (called.isEmpty() && query.hidden() && !query.functions().isEmpty()) {
                unread.accept(new Unread(query.span(), "what the procedure runs does not stand here"));
            }
        }
        calls += run.size();
        if (calls > MOST_CALLS && !run.isEmpty()) {
            unread.accept(new Unread(statement.span(), "too much is run by calls to follow this one"));
            return List.of();
        }
        return run;
    }

    private static String parameters(String create) {
        int open = create.indexOf('(');
        int depth = 0;
        for (int i = Math.max(open, 0); i < create.length(); i++) {
            depth += create.charAt(i) == '(' ? 1 : create.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return create.substring(Math.max(open, 0), i)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("\\s+", "");
            }
        }
        return "";
    }

    private List<Span> calledBy(Query query) {
        List<Span> called = new ArrayList<>();
        for (String function : query.functions()) {
            int dot = function.lastIndexOf('.');
            String schema = dot < 0 ? "" : function.substring(0, dot);
            routines.getOrDefault(function.substring(dot + 1), Map.of()).forEach((span, routine) -> {
                Name name = routine.name();
                if (schema.isEmpty() || name.schema().isEmpty() || schema.equals(name.schema())) {
                    called.add(span);
                }
            });
        }
        return called;
    }

    private List<Statement> body(Span routine, StatementParser parser, Consumer<Unread> unread) {
        List<Statement> known = bodies.get(routine);
        if (known == null) {
            known = read(routine, parser.parseRoutine(routine), unread);
            bodies.put(routine, known);
        }
        return known;
    }

    private static List<Statement> read(Span routine, @Nullable Parsed body, Consumer<Unread> unread) {
        if (body == null) {
            unread.accept(new Unread(routine, "it is called, and its body cannot be read"));
            return List.of();
        }
        body.unread().forEach(unread);
        return List.of(body.statement());
    }
}
