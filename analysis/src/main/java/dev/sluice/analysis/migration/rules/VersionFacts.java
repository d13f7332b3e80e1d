package dev.sluice.analysis.migration.rules;

import java.util.List;

/** Words that versions of PostgreSQL do not know yet (release notes of the versions, section "Changes"). */
final class VersionFacts {

    /**
     * One of them.
     *
     * @param since the first version that knows it
     * @param begins the words with which statements begin that have it
     * @param words how it is written
     * @param name what it is called
     */
    record Fact(int since, List<List<String>> begins, List<String> words, String name) {}

    private static final List<List<String>> TABLES = begins("create table", "alter table");

    static final List<Fact> ALL = List.of(
            fact(12, begins("reindex"), "concurrently", "REINDEX CONCURRENTLY"),
            fact(13, begins("alter table"), "drop expression", "DROP EXPRESSION"),
            fact(14, begins("create or replace trigger"), "or replace trigger", "CREATE OR REPLACE TRIGGER"),
            fact(
                    14,
                    begins("create function", "create procedure", "create or replace"),
                    "begin atomic",
                    "A routine's BEGIN ATOMIC"),
            fact(
                    15,
                    begins("create table", "alter table", "create unique index"),
                    "nulls not distinct",
                    "NULLS NOT DISTINCT"),
            fact(17, begins("alter table"), "set expression", "SET EXPRESSION"),
            fact(18, TABLES, "not enforced", "NOT ENFORCED"),
            fact(18, TABLES, "without overlaps", "WITHOUT OVERLAPS"));

    private VersionFacts() {}

    private static Fact fact(int since, List<List<String>> begins, String words, String name) {
        return new Fact(since, begins, List.of(words.split(" ")), name);
    }

    private static List<List<String>> begins(String... words) {
        return List.of(words).stream().map(each -> List.of(each.split(" "))).toList();
    }
}
