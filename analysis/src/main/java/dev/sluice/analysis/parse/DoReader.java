package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.DoBlock;
import dev.sluice.analysis.statement.Span;
import java.util.List;
import java.util.Set;

/** Reads {@code DO}: finds the body, and has it read where its language is known. */
final class DoReader {

    /** How many blocks may stand one in the other. */
    private static final int DEEPEST = 4;

    private final SourceText source;
    private final Tokens tokens;
    private final int nesting;
    private final Span span;

    DoReader(SourceText source, Tokens tokens, Span span, int nesting) {
        this.source = source;
        this.nesting = nesting;
        this.tokens = tokens;
        this.span = span;
    }

    Parsed read() {
        Constant body = null;
        boolean foreign = false;
        boolean written = false;
        for (int i = 1; i < tokens.count(); i++) {
            if (tokens.isWord(i, "language")) {
                foreign =
                        !Tokens.lower(tokens.text(++i)).replaceAll("['\"]", "").equals("plpgsql");
            } else if (tokens.kind(i).isText()) {
                body = Constant.at(source, tokens, i);
                written = true;
            }
        }
        if (body == null && written && !foreign) {
            return new Parsed(
                    new DoBlock(span, List.of(), List.of(), List.of(), true, List.of()),
                    new Unread(span, "its body is written with escapes, or parts of a word; write it in $$"));
        }
        if (body == null || foreign) {
            return new Parsed(new DoBlock(span, List.of(), List.of(span), List.of(), false, List.of()));
        }
        if (nesting >= DEEPEST) {
            return new Parsed(
                    new DoBlock(span, List.of(), List.of(), List.of(), true, List.of()),
                    new Unread(span, "it stands in more than " + DEEPEST + " other blocks"));
        }
        BodyReader reader = BodyReader.ofBlock(source.undoubled(List.of(body)), body.text(), nesting + 1, Set.of());
        return new Parsed(reader.block(span), reader.unread());
    }
}
