package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.AlterObject.Change;
import dev.sluice.analysis.statement.Name;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@code ALTER} does to anything but a table, behind the object's name. */
final class AlteredWords {

    private final Tokens tokens;

    AlteredWords(Tokens tokens) {
        this.tokens = tokens;
    }

    Change read() {
        Change change = change();
        return change == null ? new AlterObject.Unclassified() : change;
    }

    private @Nullable Change change() {
        if (tokens.accept("rename")) {
            return rename();
        }
        if (tokens.accept("owner", "to")) {
            return named(AlterObject.OwnerTo::new);
        }
        if (tokens.accept("set", "schema")) {
            return named(AlterObject.SetSchema::new);
        }
        if (tokens.accept("set", "tablespace")) {
            return named(AlterObject.SetTablespace::new);
        }
        if (tokens.accept("set", "access", "method")) {
            return named(AlterObject.SetAccessMethod::new);
        }
        if (tokens.accept("set", "logged")) {
            return new AlterObject.SetLogged(true);
        }
        if (tokens.accept("set", "unlogged")) {
            return new AlterObject.SetLogged(false);
        }
        if (tokens.accept("set", "not", "null")) {
            return new AlterObject.SetNotNull();
        }
        if (tokens.accept("drop", "not", "null")) {
            return new AlterObject.DropNotNull();
        }
        if (tokens.accept("drop", "constraint")) {
            tokens.accept("if", "exists");
            return named(AlterObject.DropConstraint::new);
        }
        if (tokens.accept("validate", "constraint")) {
            return named(AlterObject.ValidateConstraint::new);
        }
        if (tokens.accept("attach", "partition")) {
            Name partition = tokens.name();
            return partition == null ? null : new AlterObject.AttachPartition(partition);
        }
        if (isAttribute(tokens.position())) {
            return attributes();
        }
        if (tokens.accept("add", "value")) {
            boolean ifNotExists = tokens.accept("if", "not", "exists");
            return tokens.kind().isText() ? new AlterObject.AddValue(tokens.string(), ifNotExists) : null;
        }
        return null;
    }

    private boolean isAttribute(int at) {
        return tokens.isWord(at + 1, "attribute")
                && (tokens.isWord(at, "add") || tokens.isWord(at, "drop") || tokens.isWord(at, "alter"));
    }

    private Change attributes() {
        boolean retyped = false;
        List<String> dropped = new ArrayList<>();
        boolean cascade = false;
        for (int i = tokens.position(); i < tokens.count(); i++) {
            boolean attribute = isAttribute(i);
            retyped |= attribute && tokens.isWord(i, "alter");
            if (attribute && tokens.isWord(i, "drop")) {
                tokens.moveTo(i + 2);
                tokens.accept("if", "exists");
                String name = tokens.identifier();
                dropped.add(name == null ? "" : name);
            }
            cascade |= tokens.isWord(i, "cascade");
        }
        return new AlterObject.ChangeAttributes(retyped, dropped, cascade);
    }

    private @Nullable Change rename() {
        if (tokens.accept("to")) {
            return named(AlterObject.Rename::new);
        }
        if (tokens.accept("value")) {
            String value = tokens.string();
            return tokens.accept("to") ? new AlterObject.RenameValue(value, tokens.string()) : null;
        }
        if (tokens.accept("constraint")) {
            String constraint = tokens.identifier();
            String to = tokens.accept("to") ? tokens.identifier() : null;
            return constraint == null || to == null ? null : new AlterObject.RenameConstraint(constraint, to);
        }
        if (!tokens.accept("attribute")) {
            tokens.accept("column");
        }
        String column = tokens.identifier();
        String to = tokens.accept("to") ? tokens.identifier() : null;
        return column == null || to == null ? null : new AlterObject.RenameColumn(column, to);
    }

    private @Nullable Change named(java.util.function.Function<String, Change> change) {
        String name = tokens.identifier();
        return name == null ? null : change.apply(name);
    }
}
