package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Expression;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Collate_identifierContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Data_typeContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.VexContext;

/** From a node of the grammar's tree to the text that it is about. */
final class Tree {

    private final SourceText source;
    private final Grammar grammar;

    Tree(SourceText source, Grammar grammar) {
        this.source = source;
        this.grammar = grammar;
    }

    SourceText source() {
        return source;
    }

    Span span(ParserRuleContext node) {
        return grammar.span(node.getStart(), node.getStop());
    }

    Span span(TerminalNode first, TerminalNode last) {
        return grammar.span(first.getSymbol(), last.getSymbol());
    }

    Span span(TerminalNode first, ParserRuleContext last) {
        return grammar.span(first.getSymbol(), last.getStop());
    }

    Name name(ParserRuleContext node) {
        Name name = new Tokens(source, span(node), 20).name();
        return name == null ? Name.of(node.getText()) : name;
    }

    String identifier(ParserRuleContext node) {
        return name(node).name();
    }

    List<String> identifiers(List<? extends ParserRuleContext> nodes) {
        return nodes.stream().map(this::identifier).toList();
    }

    DataType type(Data_typeContext node) {
        return DataTypes.read(source, span(node));
    }

    /** The name of a collation without its schema; null where none is named. */
    @Nullable
    String collation(@Nullable Collate_identifierContext node) {
        return node == null ? null : identifier(node.collation);
    }

    Expression expression(VexContext node) {
        return Expressions.read(source, span(node));
    }

    @Nullable
    Expression expressionOrNull(@Nullable VexContext node) {
        return node == null ? null : expression(node);
    }

    /** The value of a string constant. */
    String string(ParserRuleContext node) {
        return new Tokens(source, span(node), 2).string();
    }
}
