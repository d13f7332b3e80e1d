package dev.sluice.sql.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.sql.lexer.ParameterStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassifierTest {

    private final Classifier classifier = new Classifier(SafeNames.builtIn(), ParameterStyle.JDBC);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "select * from t where id = ?",
                " /* c */ -- d\n SELECT a.*, b.x FROM a JOIN b ON a.id = b.a_id WHERE a.n LIKE '%' || ? || '%';",
                "select 'nextval(1) for update' as \"into\", $$delete$$, E'\\'; delete from t' -- insert into",
                "SELECT count(*), max(x), coalesce(sum(y), 0) FROM t GROUP BY a HAVING count(*) > 1 ORDER BY lower(b) DESC",
                "select x::numeric(10,2), cast(y as varchar(20)), z::myschema.mytype(3) from t",
                "WITH a AS (SELECT 1), b(x, y) AS MATERIALIZED (SELECT 1, 2) SELECT * FROM a, b",
                "with recursive t(n) as (values (1) union all select n + 1 from t where n < 10) select n from t",
                "WITH a AS (SELECT 1) SEARCH DEPTH FIRST BY x, y SET ord SELECT * FROM a",
                "select rank() over (partition by a order by b), sum(x) filter (where y) over w from t window w as (order by c)",
                "select percentile_cont(0.5) within group (order by x) from t",
                "select * from (values (1, 'a'), (2, 'b')) as v(id, name) where id in (1, 2)",
                "select * from (select 1 as a) v(b) cross join lateral (select lower(x) from u) y",
                "select * from generate_series(1, 10) with ordinality as g(n, o), unnest(array[1,2]) u(x)",
                "select * from t tablesample system (10) where exists (select 1 from u where u.id = t.id)",
                "select extract(year from d), substring(s from 1 for 3), trim(both ' ' from s), position('a' in s) from t",
                "select current_date, now(), localtime(0), current_timestamp(3), session_user from t",
                "select data ->> 'a', data #>> '{b}', data @> '{}', data ?? 'k', data ??| array['k'] from t",
                "select pg_catalog.lower(x), \"upper\"(y), LOWER(z) from t where a operator(pg_catalog.=) b",
                "select distinct on (a) a, b from t order by a, b fetch first 5 rows only",
                "select a from t group by grouping sets ((a), ()), rollup (b), cube (c)",
                "(select 1) union all (select 2) limit 1 offset 2",
                "((select 1))",
                "table t",
                "values (1), (2)",
                "explain select * from t",
                "explain (analyze, buffers, format json) select * from t",
                "explain analyze verbose with a as (select 1) select * from a",
                "EXPLAIN (SELECT 1)",
                "select t.update, t.into, x as delete, y as insert from t",
                "select make_interval(days => 3), a <> b, a != b, -1, +2, a is distinct from b from t",
                "select a[1:2], (array[1,2,3])[2], row(1, 2), case when (a) then (b) else (c) end from t",
                "select json_object('a': 1), json_agg(x), jsonb_path_query(d, '$.a') from t",
                "select pg_typeof(x), pg_size_pretty(10::bigint) from pg_class",
                "select * from \"Update\" where \"for\" = ? and \"update\" = 1",
                "select now() at time zone (select 'UTC')",
                "select a from t1 join (select 1 as b) x on t1.a = x.b left join (table u) y(c) on true",
            })
    void replicasAnswer(String sql) {
        Verdict verdict = classifier.classify(sql);
        assertThat(verdict.reason()).as("%s", verdict.decidedBy(sql)).isEqualTo(Reason.READ_ONLY);
        assertThat(verdict.route()).isEqualTo(Route.REPLICA);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT * FROM t FOR UPDATE | ROW_LOCK | UPDATE",
                "SELECT * FROM (SELECT * FROM t FOR NO KEY UPDATE) x | ROW_LOCK | NO",
                "select 1 from t where a in (select b from u for /* c */ key share skip locked) | ROW_LOCK | key",
                "with a as (select * from t for share of t) select * from a | ROW_LOCK | share",
                "SELECT * INTO n FROM t | SELECT_INTO | INTO",
                "select a into temp n from t | SELECT_INTO | into",
                "WITH a AS (INSERT INTO t VALUES (1) RETURNING *) SELECT * FROM a | DATA_CHANGE_INSIDE | INSERT",
                "with a as (select 1), b as not materialized (delete from t) select 1 | DATA_CHANGE_INSIDE | delete",
                "with a as (select 1) update t set x = 1 | DATA_CHANGE_INSIDE | update",
                "with a as (select 1) merge into t using a on true when matched then delete | DATA_CHANGE_INSIDE | merge",
                "INSERT INTO t VALUES (1) | DATA_CHANGE | INSERT",
                "truncate t | DATA_CHANGE | truncate",
                "select nextval('s') | SEQUENCE | nextval",
                "select pg_catalog . \"nextval\"('s') | SEQUENCE | `pg_catalog . \"nextval\"`",
                "SELECT NEXTVAL ('s') | SEQUENCE | NEXTVAL",
                "select currval('s'), lastval() | SEQUENCE | currval",
                "select pg_advisory_lock(1) | ADVISORY_LOCK | pg_advisory_lock",
                "select pg_try_advisory_xact_lock_shared(1, 2) | ADVISORY_LOCK | pg_try_advisory_xact_lock_shared",
                "select * from t where pg_advisory_unlock_all() is not null | ADVISORY_LOCK | pg_advisory_unlock_all",
                "select pg_sleep(1) | SERVER_FUNCTION | pg_sleep",
                "select pg_notify('a', 'b') | SERVER_FUNCTION | pg_notify",
                "select pg_is_in_recovery() | SERVER_FUNCTION | pg_is_in_recovery",
                "select txid_current() | SERVER_FUNCTION | txid_current",
                "select inet_server_addr() | SERVER_FUNCTION | inet_server_addr",
                "select current_setting('x') | SERVER_FUNCTION | current_setting",
                "select set_config('a', 'b', false) | SESSION | set_config",
                "select * from pg_temp.t | SESSION | pg_temp",
                "select random() | VOLATILE_FUNCTION | random",
                "select gen_random_uuid() | VOLATILE_FUNCTION | gen_random_uuid",
                "select lo_create(0) | VOLATILE_FUNCTION | lo_create",
                "select query_to_xml('delete from t', true, true, '') | VOLATILE_FUNCTION | query_to_xml",
                "select my_function(1) | UNKNOWN_FUNCTION | my_function",
                "select app.lower('x') | UNKNOWN_FUNCTION | app.lower",
                "select \"Lower\"('x') | UNKNOWN_FUNCTION | `\"Lower\"`",
                "select db.pg_catalog.lower('x') | UNKNOWN_FUNCTION | db.pg_catalog.lower",
                "select \"a\"\"b\"('x') | UNKNOWN_FUNCTION | `\"a\"\"b\"`",
                "select a === b from t | UNKNOWN_OPERATOR | ===",
                "select a operator(app.=) b from t | UNKNOWN_OPERATOR | =",
                "select operator(1) | UNKNOWN_OPERATOR | ``",
                "select * from pg_stat_activity | SERVER_VIEW | pg_stat_activity",
                "select * from pg_catalog.pg_locks l | SERVER_VIEW | pg_catalog.pg_locks",
                "select * from \"pg_settings\" | SERVER_VIEW | `\"pg_settings\"`",
                "select 1; select 2 | SEVERAL_STATEMENTS | select",
                "select 1;; delete from t | SEVERAL_STATEMENTS | delete",
                "explain analyze update t set x = 1 | EXPLAIN_OF_CHANGE | update",
                "explain (analyze, costs off) insert into t values (1) | EXPLAIN_OF_CHANGE | insert",
                "explain analyze execute p | SESSION | execute",
                "explain analyze create table t as select 1 | SCHEMA_CHANGE | create",
                "explain (analyze) with a as (delete from t) select 1 | DATA_CHANGE_INSIDE | delete",
                "explain explain select 1 | UNKNOWN_STATEMENT | explain",
                "set search_path = a | SESSION | set",
                "show transaction_read_only | SESSION | show",
                "declare c cursor for select 1 | SESSION | declare",
                "begin | TRANSACTION | begin",
                "copy t to stdout | COPY | copy",
                "call p() | CALL | call",
                "do $$ begin end $$ | DO | do",
                "listen c | NOTIFICATION | listen",
                "lock t | TABLE_LOCK | lock",
                "create table t (a int) | SCHEMA_CHANGE | create",
                "vacuum t | MAINTENANCE | vacuum",
                "frobnicate t | UNKNOWN_STATEMENT | frobnicate",
                "`` | EMPTY | ``",
                "` ; -- x ` | EMPTY | ``",
                "select 'a | UNREADABLE | ``",
                "select (1 | UNREADABLE | ``",
                "select 1) | UNREADABLE | )",
                "select {fn now()} | UNREADABLE | ``",
                "{call p()} | UNREADABLE | ``",
                "select 1 \\g | UNREADABLE | `\\`",
                "selecT 1 from t /* x | UNREADABLE | ``",
                "'secret' | UNKNOWN_STATEMENT | ``",
                "select 1; 'secret' | SEVERAL_STATEMENTS | ``",
                "? = 1 | UNKNOWN_STATEMENT | ?",
            })
    void onlyThePrimaryAnswers(String sql, Reason reason, String decidedBy) {
        Verdict verdict = classifier.classify(sql);
        assertThat(verdict.reason()).as("%s", verdict).isEqualTo(reason);
        assertThat(verdict.decidedBy(sql)).isEqualTo(decidedBy);
        assertThat(verdict.route()).isEqualTo(Route.PRIMARY);
        assertThat(reason.description()).isNotBlank();
    }

    /** A call where something else could stand as well. In each, PostgreSQL's grammar would run {@code evil}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select distinct on (a) evil(b) from t",
                "select distinct on (lower(a)) evil(b) from t",
                "select distinct on (a) over(b) from t",
                "select a operator(pg_catalog.+) evil(b) from t",
                "select a from f as x, t where a operator(pg_catalog.=) evil(b)",
                "select * from lower('a') x(y) join t on a operator(pg_catalog.=) evil(b)",
                "select a is distinct from evil(b) from t",
                "select now()::timestamp with time zone, evil(b) from t",
                "select (now() at time zone evil(b)) from t",
                "with a as (select 1) (select 2) order by 1, evil(3)",
                "with a as (select 1) select 2, evil(3)",
                "with a as (select 1), b as (select evil(2)) select 1",
                "select substring(a from evil(1) for evil(2))",
                "select extract(year from evil(1))",
                "select * from evil(1) as (a int)",
                "select * from t, evil(1)",
                "select * from t, lateral evil(1) x",
                "select * from t cross join evil(1)",
                "select * from rows from (evil(1), lower('a')) as x(a, b)",
                "select cast(evil(1) as int)",
                "select case evil(1) when 1 then 2 end",
                "select a from t limit evil(1)",
                "select a from t order by evil(1)",
                "select rank() over (order by evil(1)) from t",
                "select count(*) filter (where evil(1)) from t",
                "select a[evil(1)] from t",
                "select array[evil(1)], row(evil(2)), (evil(3))",
                "select * from t tablesample system (evil(1))",
                "select * from t tablesample evil (1)",
                "select cube(1)",
                "select rollup(1) from t",
                "select percentile_cont(0.5) within group (order by x), rollup(1) from t",
                "select a from t group by b, a + cube(1)",
                "select evil(values) from t",
                "select join(values) from t",
                "select x.y.evil(1)",
                "select *from evil(1)",
                "select 1union select evil(2)",
                "select a\u00a0evil(1)",
                "select evil/**/(1)",
                "select evil--\n(1)",
                "select xmlelement(name a, evil(1))",
                "select coalesce(null, evil(1))",
                "values (evil(1))",
                "select 1 where a in (evil(1))",
                "select 1 where a = any (array(select evil(1)))",
                "select * from (select 1) x(y) where y = evil(1)",
                "select * from ((select 1) x(y) join t on evil(y))",
                "select * from json_table('[]', '$[*]' columns (a int path '$' default evil(1) on empty))",
                "select make_interval(days => evil(1))",
                "select U&\"\\0065vil\"(1)",
                "select \u212Aind(1)",
                "select 1 from t window w as (order by evil(1))",
                "select a from t fetch first (evil(1)) rows only",
                "select :x evil(1)",
            })
    void aCallIsSeenWhereverItIs(String sql) {
        assertThat(classifier.classify(sql).route()).isEqualTo(Route.PRIMARY);
    }

    @Test
    void usersNameWhatIsSafe() {
        SafeNames names = SafeNames.builtIn()
                .withFunctions("slug", "app.slug", "Camel")
                .withOperators("<=>")
                .withoutFunctions("lower");
        Classifier own = new Classifier(names, ParameterStyle.SERVER);
        assertThat(own.classify("select slug(a), app.slug(b), \"Camel\"(c), a <=> b from t")
                        .route())
                .isEqualTo(Route.REPLICA);
        assertThat(own.classify("select other.slug(a)").reason()).isEqualTo(Reason.UNKNOWN_FUNCTION);
        assertThat(own.classify("select camel(a)").reason()).isEqualTo(Reason.UNKNOWN_FUNCTION);
        assertThat(own.classify("select lower(a)").reason()).isEqualTo(Reason.UNKNOWN_FUNCTION);
        assertThat(own.classify("select pg_catalog.lower(a)").reason()).isEqualTo(Reason.UNKNOWN_FUNCTION);
        assertThat(new Classifier(names.withFunctions("lower").withoutFunctions("slug"), ParameterStyle.SERVER)
                        .classify("select lower(slug(a))")
                        .decidedBy("select lower(slug(a))"))
                .isEqualTo("slug");
    }

    @Test
    void aQuestionMarkIsWhatTheStyleSays() {
        Classifier server = new Classifier(SafeNames.builtIn(), ParameterStyle.SERVER);
        assertThat(server.classify("select data ? 'k' from t where a = $1").route())
                .isEqualTo(Route.REPLICA);
        assertThat(classifier.classify("select a ?? b ??? from t").route()).isEqualTo(Route.REPLICA);
    }

    @Test
    void psqlsVariablesCannotBeJudged() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Classifier(SafeNames.builtIn(), ParameterStyle.PSQL))
                .withMessageContaining("PSQL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "((select ", "case ", "a.", "f(", "'", "/*", "$", "[", "::", "as ", "with x as ("})
    void depthAndLengthAreBorne(String piece) {
        String sql = "select " + piece.repeat(200_000);
        assertThat(classifier.classify(sql).reason()).isNotNull();
    }
}
