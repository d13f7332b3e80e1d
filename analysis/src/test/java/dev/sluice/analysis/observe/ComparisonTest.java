package dev.sluice.analysis.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Location;
import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.report.Difference;
import dev.sluice.analysis.report.Difference.Kind;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.sql.source.Position;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Name ORDERS = new Name("public", "orders");
    private static final Name ITEMS = new Name("public", "items");

    private static final RuleInfo BLOCKS = rule("build", Category.BLOCKS);
    private static final RuleInfo FAILS = rule("fail", Category.FAILS);

    private final Comparison comparison = new Comparison(List.of(BLOCKS, FAILS), 18);

    private static RuleInfo rule(String id, Category category) {
        RuleInfo.Builder builder = RuleInfo.of(ComparisonTest.class)
                .title(id)
                .why("why")
                .instead("instead")
                .harm(category, Severity.HIGH);
        RuleInfo info = category == Category.BLOCKS
                ? builder.effect("the table", LockMode.SHARE, Work.INDEX_BUILD).build()
                : builder.build();
        return new RuleInfo(
                id,
                info.title(),
                info.category(),
                info.severity(),
                info.versions(),
                info.effects(),
                info.why(),
                info.instead());
    }

    private static Finding finding(RuleInfo rule, String message) {
        Position at = new Position(1, 1);
        return new Finding(rule.id(), Severity.HIGH, new Location("a.sql", at, at), message, "", "", "");
    }

    private static Observation seen(
            Map<Name, LockMode> locks, Map<Name, LockMode> held, Map<Name, Work> works, @Nullable String state) {
        SQLException failure = state == null ? null : new SQLException("it fails", state);
        return new Observation(locks, held, Map.of(), works, Set.of(), failure, Duration.ofMillis(1), false);
    }

    private static Forecast foretold(Map<Name, LockMode> locks, RuleInfo... rules) {
        return new Forecast(
                locks,
                List.of(rules).stream()
                        .map(rule -> new Forecast.Told(rule, "Takes a SHARE lock.", Set.of(ORDERS)))
                        .toList());
    }

    private List<Difference> differences(Forecast forecast, Observation seen, Finding... findings) {
        return comparison.differences("SELECT 1", forecast, List.of(findings), Set.of(ORDERS), seen);
    }

    @Test
    void aRewriteBuildsTheIndexAlongWhereItIsForetold() {
        RuleInfo rewrites = RuleInfo.of(ComparisonTest.class)
                .title("rewrite")
                .why("why")
                .instead("instead")
                .harm(Category.BLOCKS, Severity.HIGH)
                .effect("the table", LockMode.SHARE, Work.REWRITE)
                .build();
        Map<Name, LockMode> locks = Map.of(ORDERS, LockMode.SHARE);
        Observation seen = seen(locks, Map.of(), Map.of(ORDERS, Work.REWRITE), null);
        Finding build = finding(BLOCKS, "Builds an index.");
        assertThat(differences(foretold(locks, BLOCKS, rewrites), seen, build)).isEmpty();
        assertThat(differences(foretold(locks, BLOCKS), seen, build))
                .extracting(Difference::kind)
                .containsExactly(Kind.REFUTED_FINDING);
    }

    @Test
    void whatIsAsForetoldDoesNotDiffer() {
        assertThat(differences(
                        foretold(Map.of(ORDERS, LockMode.SHARE), BLOCKS),
                        seen(Map.of(ORDERS, LockMode.SHARE), Map.of(), Map.of(ORDERS, Work.INDEX_BUILD), null),
                        finding(BLOCKS, "Builds under a SHARE lock.")))
                .isEmpty();
    }

    /** Where the table is empty, it is read and nothing fails. */
    @Test
    void aRuleThatTellsAtWhichRowsItFailsTellsThatTheyAreRead() {
        RuleInfo reads = RuleInfo.of(ComparisonTest.class)
                .title("fails at a row")
                .why("why")
                .instead("instead")
                .harm(Category.FAILS, Severity.HIGH)
                .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.SCAN)
                .build();
        Map<Name, LockMode> locks = Map.of(ORDERS, LockMode.ACCESS_EXCLUSIVE);
        Observation seen = seen(locks, Map.of(), Map.of(ORDERS, Work.SCAN), null);
        assertThat(differences(foretold(locks, reads), seen)).isEmpty();
        assertThat(differences(foretold(locks, FAILS), seen))
                .extracting(Difference::kind)
                .containsExactly(Kind.UNTOLD_WORK);
    }

    @Test
    void aRuleThatTellsAtWhichRowsItFailsIsNotRefutedByAnEmptyTable() {
        RuleInfo rows = RuleInfo.of(ComparisonTest.class)
                .title("fails at a row")
                .why("why")
                .instead("instead")
                .harm(Category.FAILS, Severity.HIGH)
                .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.SCAN)
                .build();
        Comparison withRows = new Comparison(List.of(rows, FAILS), 18);
        Map<Name, LockMode> locks = Map.of(ORDERS, LockMode.ACCESS_EXCLUSIVE);
        Observation succeeds = seen(locks, Map.of(), Map.of(), null);
        assertThat(withRows.differences(
                        "ALTER TABLE orders ADD COLUMN a int NOT NULL",
                        foretold(locks, rows),
                        List.of(finding(rows, "Fails if orders has a row.")),
                        Set.of(ORDERS),
                        succeeds))
                .isEmpty();
        assertThat(differences(foretold(locks, FAILS), succeeds, finding(FAILS, "Fails.")))
                .extracting(Difference::kind)
                .containsExactly(Kind.REFUTED_FINDING);
    }

    /** The server says nothing of it, and what else a block reads is read as well. */
    @Test
    void aScanOfADefaultPartitionInABlockIsNotRefuted() {
        RuleInfo scans = RuleInfo.of(ComparisonTest.class)
                .title("scan")
                .why("why")
                .instead("instead")
                .harm(Category.BLOCKS, Severity.HIGH)
                .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.SCAN)
                .build();
        Comparison ofScans = new Comparison(List.of(scans), 18);
        Map<Name, LockMode> locks = Map.of(ORDERS, LockMode.ACCESS_EXCLUSIVE);
        List<Finding> found = List.of(finding(scans, "Reads all of it."));
        Observation locked = seen(locks, Map.of(), Map.of(), null);
        String create = "CREATE TABLE m PARTITION OF p FOR VALUES IN (1)";
        assertThat(ofScans.differences(
                        "DO $$ BEGIN " + create + "; END $$", foretold(locks, scans), found, Set.of(ORDERS), locked))
                .isEmpty();
        assertThat(ofScans.differences(create, foretold(locks, scans), found, Set.of(ORDERS), locked))
                .extracting(Difference::kind)
                .containsExactly(Kind.REFUTED_FINDING);
        Observation notEvenLocked = seen(Map.of(), Map.of(), Map.of(), null);
        assertThat(ofScans.differences(
                        "DO $$ BEGIN " + create + "; END $$",
                        foretold(locks, scans),
                        found,
                        Set.of(ORDERS),
                        notEvenLocked))
                .extracting(Difference::kind)
                .contains(Kind.REFUTED_FINDING);
    }

    @Test
    void whatIsSaidOfANewTableOnlyIsNotRefuted() {
        Forecast ofNew = new Forecast(Map.of(), List.of(new Forecast.Told(BLOCKS, "Builds an index.", Set.of(ITEMS))));
        Observation nothing = seen(Map.of(), Map.of(), Map.of(), null);
        assertThat(differences(ofNew, nothing, finding(BLOCKS, "Builds an index.")))
                .isEmpty();
        assertThat(differences(foretold(Map.of(), BLOCKS), nothing, finding(BLOCKS, "Builds an index.")))
                .extracting(Difference::kind)
                .containsExactly(Kind.REFUTED_FINDING);
    }

    @Test
    void workUnderALockOfWhichNoRuleTells() {
        assertThat(differences(
                        foretold(Map.of(ORDERS, LockMode.ACCESS_EXCLUSIVE)),
                        seen(Map.of(ORDERS, LockMode.ACCESS_EXCLUSIVE), Map.of(), Map.of(ORDERS, Work.REWRITE), null)))
                .containsExactly(
                        new Difference(Kind.UNTOLD_WORK, "public.orders", "", "rewrite under ACCESS EXCLUSIVE"));
    }

    @Test
    void aLockOnATableIsForetoldForItsPartitions() {
        Map<Name, LockMode> taken = Map.of(ORDERS, LockMode.ACCESS_EXCLUSIVE, ITEMS, LockMode.ACCESS_EXCLUSIVE);
        Observation both = new Observation(
                taken, Map.of(), Map.of(ITEMS, Set.of(ORDERS)), Map.of(), Set.of(), null, Duration.ofMillis(1), false);
        assertThat(comparison.differences(
                        "SELECT 1",
                        foretold(Map.of(ORDERS, LockMode.ACCESS_EXCLUSIVE)),
                        List.of(),
                        Set.of(ORDERS, ITEMS),
                        both))
                .isEmpty();
        assertThat(comparison.differences(
                        "SELECT 1", foretold(Map.of(ORDERS, LockMode.SHARE)), List.of(), Set.of(ITEMS), both))
                .containsExactly(new Difference(Kind.UNTOLD_LOCK, "public.items", "no lock", "ACCESS EXCLUSIVE"));
    }

    @Test
    void aFindingOnOneTableTellsNothingOfAnother() {
        Observation both = seen(
                Map.of(ORDERS, LockMode.SHARE, ITEMS, LockMode.SHARE),
                Map.of(),
                Map.of(ORDERS, Work.INDEX_BUILD, ITEMS, Work.SCAN),
                null);
        Forecast forecast = foretold(Map.of(ORDERS, LockMode.SHARE, ITEMS, LockMode.SHARE), BLOCKS);
        assertThat(comparison.differences("SELECT 1", forecast, List.of(), Set.of(ORDERS, ITEMS), both))
                .containsExactly(new Difference(Kind.UNTOLD_WORK, "public.items", "", "scan under SHARE"));
        Observation lock = seen(Map.of(ITEMS, LockMode.SHARE), Map.of(), Map.of(), null);
        assertThat(comparison.differences(
                        "SELECT 1", foretold(Map.of(), BLOCKS), List.of(), Set.of(ORDERS, ITEMS), lock))
                .containsExactly(new Difference(Kind.UNTOLD_LOCK, "public.items", "no lock", "SHARE"));
    }

    @Test
    void aFindingOnATableTellsOfItsPartitionsAndOneOnNoneOfAll() {
        Observation partition = new Observation(
                Map.of(ITEMS, LockMode.SHARE),
                Map.of(),
                Map.of(ITEMS, Set.of(ORDERS)),
                Map.of(ITEMS, Work.INDEX_BUILD),
                Set.of(),
                null,
                Duration.ofMillis(1),
                false);
        assertThat(comparison.differences("SELECT 1", foretold(Map.of(), BLOCKS), List.of(), Set.of(ITEMS), partition))
                .isEmpty();
        Forecast any = new Forecast(Map.of(), List.of(new Forecast.Told(BLOCKS, "Takes a SHARE lock.", Set.of())));
        Observation other = seen(Map.of(ITEMS, LockMode.SHARE), Map.of(), Map.of(ITEMS, Work.INDEX_BUILD), null);
        assertThat(comparison.differences("SELECT 1", any, List.of(), Set.of(ITEMS), other))
                .isEmpty();
    }

    @Test
    void aFindingOnALockTellsNothingOfARewrite() {
        RuleInfo brief = RuleInfo.of(ComparisonTest.class)
                .title("brief")
                .why("why")
                .instead("instead")
                .harm(Category.BLOCKS, Severity.MEDIUM)
                .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
                .build();
        assertThat(differences(
                        foretold(Map.of(ORDERS, LockMode.ACCESS_EXCLUSIVE), brief),
                        seen(Map.of(ORDERS, LockMode.ACCESS_EXCLUSIVE), Map.of(), Map.of(ORDERS, Work.REWRITE), null)))
                .extracting(Difference::kind)
                .containsExactly(Kind.UNTOLD_WORK);
    }

    @Test
    void workForWhichNobodyWaitsIsNone() {
        assertThat(differences(
                        foretold(Map.of(ORDERS, LockMode.SHARE_UPDATE_EXCLUSIVE)),
                        seen(
                                Map.of(ORDERS, LockMode.SHARE_UPDATE_EXCLUSIVE),
                                Map.of(),
                                Map.of(ORDERS, Work.SCAN),
                                null)))
                .isEmpty();
    }

    @Test
    void aStrongerLockThanWasForetold() {
        assertThat(differences(
                        foretold(Map.of(ORDERS, LockMode.SHARE_UPDATE_EXCLUSIVE)),
                        seen(Map.of(ORDERS, LockMode.SHARE), Map.of(), Map.of(), null)))
                .containsExactly(new Difference(Kind.UNTOLD_LOCK, "public.orders", "SHARE UPDATE EXCLUSIVE", "SHARE"));
        assertThat(differences(
                        foretold(Map.of()), seen(Map.of(ORDERS, LockMode.ACCESS_EXCLUSIVE), Map.of(), Map.of(), null)))
                .containsExactly(new Difference(Kind.UNTOLD_LOCK, "public.orders", "no lock", "ACCESS EXCLUSIVE"));
    }

    @Test
    void aRuleThatNamesTheLockHasToldOfIt() {
        assertThat(differences(
                        foretold(Map.of(), BLOCKS), seen(Map.of(ORDERS, LockMode.SHARE), Map.of(), Map.of(), null)))
                .isEmpty();
        assertThat(differences(
                        foretold(Map.of(), BLOCKS),
                        seen(Map.of(ORDERS, LockMode.ACCESS_EXCLUSIVE), Map.of(), Map.of(), null)))
                .hasSize(1);
    }

    @Test
    void whatTheTransactionHadBeforeAndWhatIsNewIsNotTheStatements() {
        assertThat(differences(
                        foretold(Map.of()),
                        seen(
                                Map.of(ORDERS, LockMode.SHARE, ITEMS, LockMode.ACCESS_EXCLUSIVE),
                                Map.of(ORDERS, LockMode.SHARE),
                                Map.of(ITEMS, Work.REWRITE),
                                null)))
                .isEmpty();
    }

    @Test
    void aWeakerLockIsToldLast() {
        List<Difference> differences = differences(
                foretold(Map.of(ORDERS, LockMode.ACCESS_EXCLUSIVE)),
                seen(Map.of(), Map.of(), Map.of(), null),
                finding(BLOCKS, "Builds under a SHARE lock."));
        assertThat(differences).extracting(Difference::kind).containsExactly(Kind.REFUTED_FINDING, Kind.WEAKER_LOCK);
        assertThat(differences).noneMatch(difference -> difference.kind().isUntold());
        assertThat(differences.get(0).done()).contains("takes no SHARE lock");
    }

    @Test
    void outsideOfATransactionALockThatIsNotSeenSaysNothing() {
        Observation alone =
                new Observation(Map.of(), Map.of(), Map.of(), Map.of(), Set.of(), null, Duration.ZERO, true);
        assertThat(differences(foretold(Map.of(ORDERS, LockMode.SHARE_UPDATE_EXCLUSIVE)), alone))
                .isEmpty();
    }

    @Test
    void aFailureIsUntoldUnlessARuleTellsOfIt() {
        Observation failed = seen(Map.of(), Map.of(), Map.of(), "42703");
        assertThat(differences(foretold(Map.of(ORDERS, LockMode.SHARE)), failed))
                .containsExactly(new Difference(Kind.UNTOLD_FAILURE, "", "", "fails"));
        assertThat(differences(foretold(Map.of(), FAILS), failed)).isEmpty();
    }

    @Test
    void whatIsSaidToFailAndSucceedsIsRefuted() {
        assertThat(differences(
                        foretold(Map.of(), FAILS),
                        seen(Map.of(), Map.of(), Map.of(), null),
                        finding(FAILS, "It fails.")))
                .containsExactly(new Difference(Kind.REFUTED_FINDING, "fail", "It fails.", "succeeds"));
    }
}
