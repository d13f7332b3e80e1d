package dev.sluice.analysis.statement;

/** One statement of a script. */
public sealed interface Statement
        permits AlterObject,
                AlterTable,
                CreateDomain,
                CreateIndex,
                CreateObject,
                CreateTable,
                DataChange,
                DoBlock,
                Drop,
                Maintenance,
                Other,
                Query,
                SessionCommand,
                WithChanges {

    /** Where it stands, from its first word to its last, without the semicolon. */
    Span span();
}
