package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import dev.sluice.sql.script.MetaCommand;
import dev.sluice.sql.script.ScriptPart;
import dev.sluice.sql.script.ScriptReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a text holds what nobody but the server should see: passwords, tokens and keys. A report may be public, as a job's log is.
 *
 * <p>It is told by names, so it hides too much rather than too little: each constant of a statement about roles, subscriptions,
 * servers and user mappings, and the command of {@code COPY}; of a statement on rows, or a part of a body, that names something like a password; of an {@code
 * INSERT} whose columns are not named; and elsewhere what stands behind such a name up to the next comma. A statement that gives a
 * secret to a column with an innocent name is not recognised.
 */
public final class Secrets {

    /** What stands in the place of a secret. */
    public static final String HIDDEN = "…";

    private static final String WORDS = "(?:passw|passphrase|pwd|secret|token|credential|bearer|jwt|crypt|hmac|digest"
            + "|(?:api|access|private|signing|auth|account)[_-]?key|(?:^|_)pass(?:_|$))";
    private static final Pattern NAME = Pattern.compile(WORDS, Pattern.CASE_INSENSITIVE);

    /** A value in a text, as in {@code host=x password=y}, in JSON, in SQL and in a URL. */
    private static final Pattern VALUE = Pattern.compile(
            WORDS + "[\\w\"-]*\\s*(?:[:='$]|%L|to\\b)|://[^/\\s:@]*:[^/\\s@]+@", Pattern.CASE_INSENSITIVE);

    private static final Set<String> ROWS = Set.of(
            "insert", "update", "delete", "merge", "select", "with", "values", "copy", "execute", "call", "explain");
    private static final Set<String> HOLDERS = Set.of("subscription", "server", "role", "user", "group");

    private static final int NOWHERE = -1;

    private final String text;
    private final List<Span> found = new ArrayList<>();

    private Secrets(String text) {
        this.text = text;
    }

    /** The parts to hide, in their order: what is between quotes, without these. One pass over the text. */
    public static List<Span> in(String text) {
        return in(text, new Span(0, text.length()));
    }

    /** The same for a part of a text. */
    public static List<Span> in(String text, Span part) {
        Secrets secrets = new Secrets(text);
        secrets.script(part.from(), part.to(), false);
        return secrets.found;
    }

    /** SQL, or a sentence that quotes it, without its secrets. */
    public static String hiddenIn(String sql) {
        StringBuilder shown = new StringBuilder();
        int at = 0;
        for (Span secret : in(sql)) {
            shown.append(sql, at, secret.from()).append(HIDDEN);
            at = secret.to();
        }
        return shown.append(sql, at, sql.length()).toString();
    }

    private void script(int from, int to, boolean body) {
        ScriptReader reader = new ScriptReader(text, from, to);
        for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
            if (part instanceof MetaCommand command) {
                metaCommand(command);
            } else if (part instanceof dev.sluice.sql.script.Statement) {
                new Piece(part.start(), part.end(), body).read();
            }
        }
    }

    /** Its arguments need no quotes. */
    private void metaCommand(MetaCommand command) {
        String name = command.name(text);
        String arguments = command.arguments(text);
        boolean connects = name.equals("c") || name.equals("connect");
        if (!arguments.isBlank() && (connects || NAME.matcher(arguments).find())) {
            found.add(new Span(command.end() - arguments.length(), command.end()));
        }
    }

    /** One statement, or a part of a body. */
    private final class Piece {

        private final int from;
        private final int to;
        private final boolean body;
        private boolean routine;

        Piece(int from, int to, boolean body) {
            this.from = from;
            this.to = to;
            this.body = body;
        }

        void read() {
            boolean all = isSecret();
            Lexer lexer = lexer();
            int depth = 0;
            int hidingFrom = NOWHERE;
            while (lexer.next() != TokenKind.END) {
                depth += Expressions.depthChange(lexer.kind());
                boolean over = depth < hidingFrom || (depth == hidingFrom && lexer.kind() == TokenKind.COMMA);
                hidingFrom = over ? NOWHERE : hidingFrom;
                if (isConstant(lexer)) {
                    constant(lexer, all || hidingFrom != NOWHERE);
                } else if (hidingFrom == NOWHERE && lexer.kind().isName() && mentions(lexer)) {
                    hidingFrom = depth;
                }
            }
        }

        private Lexer lexer() {
            return new Lexer(text, from, to, ParameterStyle.PSQL);
        }

        private boolean isSecret() {
            Lexer lexer = lexer();
            String first = "";
            String before = "";
            boolean named = false;
            boolean secret = false;
            int count = 0;
            boolean columns = false;
            for (TokenKind kind = lexer.next(); kind != TokenKind.END; kind = lexer.next()) {
                String word = kind == TokenKind.WORD ? lexer.token().toLowerCase(Locale.ROOT) : "";
                first = count++ == 0 ? word : first;
                named |= (kind.isName() || isConstant(lexer)) && mentions(lexer);
                boolean made = before.equals("create") || before.equals("alter");
                secret |= made && HOLDERS.contains(word);
                secret |= first.equals("copy") && word.equals("program");
                secret |= before.equals("options") && kind == TokenKind.OPEN_PARENTHESIS;
                columns |= first.equals("insert")
                        && count < 7
                        && kind == TokenKind.OPEN_PARENTHESIS
                        && !before.equals("values");
                routine |= first.equals("do") || word.equals("function") || word.equals("procedure");
                before = word;
            }
            boolean rows = body || ROWS.contains(first);
            routine &= first.equals("do") || first.equals("create");
            return secret || (rows && named) || (first.equals("insert") && !columns);
        }

        private boolean mentions(Lexer lexer) {
            // A body is looked at by itself.
            return lexer.kind() != TokenKind.DOLLAR_STRING
                    && NAME.matcher(text).region(lexer.start(), lexer.end()).find();
        }

        private boolean isConstant(Lexer lexer) {
            char begin = text.charAt(lexer.start());
            return lexer.kind().isText() || (lexer.kind() == TokenKind.INVALID && (begin == '\'' || begin == '$'));
        }

        private void constant(Lexer lexer, boolean hidden) {
            Span inside = inside(lexer);
            if (routine && text.charAt(lexer.start()) == '$') {
                script(inside.from(), inside.to(), true);
            } else if (inside.to() > inside.from()
                    && (hidden
                            || VALUE.matcher(text)
                                    .region(inside.from(), inside.to())
                                    .find())) {
                found.add(inside);
            }
        }

        private Span inside(Lexer lexer) {
            boolean closed = lexer.kind() != TokenKind.INVALID;
            if (text.charAt(lexer.start()) == '$') {
                int tag = text.indexOf('$', lexer.start() + 1) + 1;
                int length = tag - lexer.start();
                return tag == 0 || tag > lexer.end()
                        ? new Span(lexer.end(), lexer.end())
                        : new Span(tag, closed ? lexer.end() - length : lexer.end());
            }
            int open = text.indexOf('\'', lexer.start()) + 1;
            return new Span(open, closed ? lexer.end() - 1 : lexer.end());
        }
    }
}
