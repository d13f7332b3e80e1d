package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.TableAction;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the actions of {@code ALTER TABLE} that are a few words and a name. */
final class ActionWords {

    private static final int MOST_TOKENS = 200;

    private final Tokens tokens;
    private final Span span;

    private ActionWords(SourceText source, Span span) {
        this.tokens = new Tokens(source, span, MOST_TOKENS);
        this.span = span;
    }

    static TableAction read(SourceText source, Span span) {
        ActionWords words = new ActionWords(source, span);
        TableAction action = words.read();
        return action == null ? new TableAction.Unclassified(span, words.tokens.words(4)) : action;
    }

    private @Nullable TableAction read() {
        if (tokens.accept("alter")) {
            return tokens.accept("constraint") ? alterConstraint() : alterColumn();
        }
        if (tokens.accept("validate", "constraint")) {
            String name = tokens.identifier();
            return name == null ? null : new TableAction.ValidateConstraint(span, name);
        }
        if (tokens.accept("drop")) {
            return drop();
        }
        if (tokens.accept("set")) {
            return set();
        }
        if (tokens.accept("reset")) {
            return storage();
        }
        if (tokens.accept("owner", "to")) {
            return new TableAction.OwnerTo(span, text(tokens.identifier()));
        }
        if (tokens.accept("replica", "identity")) {
            return new TableAction.ReplicaIdentity(span);
        }
        if (tokens.accept("inherit")) {
            return inherit(true);
        }
        if (tokens.accept("no", "inherit")) {
            return inherit(false);
        }
        return switches();
    }

    private @Nullable TableAction alterConstraint() {
        String name = tokens.identifier();
        Boolean enforced = null;
        Boolean inherit = null;
        for (int i = tokens.position(); i < tokens.count(); i++) {
            if (tokens.isWord(i, "enforced")) {
                enforced = !tokens.isWord(i - 1, "not");
            } else if (tokens.isWord(i, "inherit")) {
                inherit = !tokens.isWord(i - 1, "no");
            }
        }
        return name == null ? null : new TableAction.AlterConstraint(span, name, enforced, inherit);
    }

    private @Nullable TableAction alterColumn() {
        tokens.accept("column");
        String column = tokens.identifier();
        if (column == null) {
            return null;
        }
        if (tokens.accept("set", "not", "null")) {
            return new TableAction.SetNotNull(span, column);
        }
        if (tokens.accept("drop", "not", "null")) {
            return new TableAction.DropNotNull(span, column);
        }
        if (tokens.accept("drop", "default")) {
            return new TableAction.DropDefault(span, column);
        }
        if (tokens.accept("add", "generated")) {
            return new TableAction.AddIdentity(span, column);
        }
        if (tokens.accept("set", "expression")) {
            return new TableAction.SetExpression(span, column);
        }
        String verb = tokens.word();
        return new TableAction.SetColumnOption(span, column, (verb + " " + tokens.word()).strip());
    }

    private @Nullable TableAction drop() {
        boolean constraint = tokens.accept("constraint");
        if (!constraint) {
            tokens.accept("column");
        }
        boolean ifExists = tokens.accept("if", "exists");
        String name = tokens.identifier();
        boolean cascade = tokens.accept("cascade");
        if (name == null) {
            return null;
        }
        return constraint
                ? new TableAction.DropConstraint(span, name, ifExists, cascade)
                : new TableAction.DropColumn(span, name, ifExists, cascade);
    }

    private @Nullable TableAction set() {
        if (tokens.kind() == TokenKind.OPEN_PARENTHESIS) {
            return storage();
        }
        if (tokens.accept("logged")) {
            return new TableAction.SetLogged(span, true);
        }
        if (tokens.accept("unlogged")) {
            return new TableAction.SetLogged(span, false);
        }
        if (tokens.accept("tablespace")) {
            return new TableAction.SetTablespace(span, text(tokens.identifier()));
        }
        if (tokens.accept("access", "method")) {
            return new TableAction.SetAccessMethod(span, text(tokens.identifier()));
        }
        if (tokens.accept("schema")) {
            return new TableAction.SetSchema(span, text(tokens.identifier()));
        }
        return null;
    }

    /** The names stand behind a parenthesis or comma. */
    private TableAction storage() {
        List<String> parameters = new ArrayList<>();
        for (int at = tokens.position(); at < tokens.count(); at++) {
            TokenKind before = tokens.kind(at - 1);
            if ((before == TokenKind.OPEN_PARENTHESIS || before == TokenKind.COMMA)
                    && tokens.kind(at).isName()) {
                parameters.add(Tokens.lower(tokens.identifier(at)));
            }
        }
        return new TableAction.SetStorage(span, parameters);
    }

    private @Nullable TableAction inherit(boolean inherit) {
        Name parent = tokens.name();
        return parent == null ? null : new TableAction.Inherit(span, parent, inherit);
    }

    private @Nullable TableAction switches() {
        boolean enable = tokens.accept("enable");
        boolean disable = !enable && tokens.accept("disable");
        if (tokens.is("always") || tokens.is("replica")) {
            tokens.moveTo(tokens.position() + 1);
        }
        if ((enable || disable) && tokens.accept("trigger")) {
            return new TableAction.SwitchTrigger(span, enable, text(tokens.identifier()));
        }
        tokens.accept("no");
        tokens.accept("force");
        return tokens.accept("row", "level", "security") ? new TableAction.RowSecurity(span) : null;
    }

    private static String text(@Nullable String name) {
        return name == null ? "" : name;
    }
}
