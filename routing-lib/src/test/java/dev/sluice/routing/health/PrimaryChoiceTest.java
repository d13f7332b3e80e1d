package dev.sluice.routing.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.health.PrimaryChoice.Answer;
import dev.sluice.routing.health.PrimaryChoice.Published;
import dev.sluice.routing.replication.Facts;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The published primary is called {@code p}, the others {@code a} and {@code b}. */
class PrimaryChoiceTest {

    private static final String SYSTEM = Facts.SYSTEM;
    private static final String OTHER = "7439999999999999999";

    @Test
    void theOneOutOfRecoveryIsThePrimary() {
        PrimaryChoice choice = choose(Published.NOTHING, writer("p", 1), standby("a", 1), standby("b", 1));
        assertThat(choice)
                .isEqualTo(new PrimaryChoice(
                        "p",
                        1,
                        SYSTEM,
                        Map.of("p", Standing.PRIMARY, "a", Standing.REPLICA, "b", Standing.REPLICA),
                        false));
    }

    @Test
    void theSpecIsNotBelieved() {
        PrimaryChoice choice = choose(Published.NOTHING, standby("p", 1), writer("a", 1));
        assertThat(choice.primary()).isEqualTo("a");
        assertThat(choice.standings()).containsEntry("p", Standing.REPLICA);
    }

    @Test
    void aPromotionIsFollowedAtOnceThoughTheOldPrimaryMayOnlyBeSilent() {
        PrimaryChoice choice = choose(published(1, true), writer("a", 2), standby("b", 2));
        assertThat(choice.primary()).isEqualTo("a");
        assertThat(choice.timeline()).isEqualTo(2);
        assertThat(choice.splitBrain()).isFalse();
    }

    @Test
    void afterASwitchoverTheOldPrimaryIsAReplica() {
        PrimaryChoice choice = choose(published(1, false), standby("p", 2), writer("a", 2));
        assertThat(choice.primary()).isEqualTo("a");
        assertThat(choice.standings()).containsEntry("p", Standing.REPLICA);
    }

    @Test
    void ofTwoPrimariesTheHigherTimelineWinsAlthoughItsPositionIsLower() {
        PrimaryChoice choice = choose(
                published(1, false),
                new Answer("p", Facts.primary("0/60D2090").timeline(1).get()),
                new Answer("a", Facts.primary("0/2DE89E8").timeline(2).get()));
        assertThat(choice.primary()).isEqualTo("a");
        assertThat(choice.splitBrain()).isTrue();
        assertThat(choice.standings()).containsEntry("a", Standing.PRIMARY);
        assertThat(choice.standings()).containsEntry("p", Standing.SECOND_PRIMARY);
    }

    @Test
    void onceTheHigherTimelineIsPublishedTheOtherIsStale() {
        PrimaryChoice choice = choose(new Published("a", 2, SYSTEM, false, null), writer("p", 1), writer("a", 2));
        assertThat(choice.primary()).isEqualTo("a");
        assertThat(choice.splitBrain()).isTrue();
        assertThat(choice.standings()).containsEntry("p", Standing.STALE_PRIMARY);
    }

    @Test
    void ofEqualTimelinesThePublishedPrimaryStays() {
        PrimaryChoice choice = choose(published(3, false), writer("a", 3), writer("p", 3));
        assertThat(choice.primary()).isEqualTo("p");
        assertThat(choice.splitBrain()).isTrue();
        assertThat(choice.standings()).containsEntry("a", Standing.SECOND_PRIMARY);
    }

    @Test
    void ofEqualTimelinesWithoutAPublishedOneNobodyIsChosen() {
        PrimaryChoice choice = choose(Published.NOTHING, writer("p", 3), writer("a", 3), standby("b", 3));
        assertThat(choice.primary()).isNull();
        assertThat(choice.splitBrain()).isTrue();
        assertThat(choice.standings())
                .isEqualTo(Map.of("p", Standing.SECOND_PRIMARY, "a", Standing.SECOND_PRIMARY, "b", Standing.REPLICA));
    }

    @Test
    void aStaleTimelineIsRefusedThoughNobodyElseIsThere() {
        PrimaryChoice choice = choose(published(5, false), writer("a", 4), standby("b", 4));
        assertThat(choice.primary()).isNull();
        assertThat(choice.splitBrain()).isFalse();
        assertThat(choice.standings()).containsEntry("a", Standing.STALE_PRIMARY);
        PrimaryChoice itself = choose(published(5, false), writer("p", 4));
        assertThat(itself.primary()).isNull();
        assertThat(itself.standings()).containsEntry("p", Standing.STALE_PRIMARY);
    }

    @Test
    void aLowerTimelineIsAcceptedByItsNumberOnly() {
        assertThat(choose(accepting(4), writer("a", 4)).primary()).isEqualTo("a");
        assertThat(choose(accepting(3), writer("a", 4)).primary()).isNull();
        assertThat(choose(accepting(3), writer("a", 3), writer("b", 4)).primary())
                .isEqualTo("a");
    }

    @Test
    void anAcceptedTimelineDoesNotBeatTheNewerOneThatIsAlive() {
        PrimaryChoice choice = choose(accepting(4), writer("p", 5), writer("a", 4));
        assertThat(choice.primary()).isEqualTo("p");
        assertThat(choice.standings()).containsEntry("a", Standing.SECOND_PRIMARY);
    }

    @Test
    void anAcceptedTimelineLeftBehindDoesNotTakeOverWhileThePrimaryIsSilentForAMoment() {
        Published published = new Published("p", 5, SYSTEM, true, 4);
        assertThat(choose(published, writer("a", 4)).primary()).isNull();
    }

    @Test
    void aForeignServerIsNeverThePrimary() {
        PrimaryChoice choice = choose(
                published(1, false),
                standby("p", 1),
                new Answer("a", Facts.primary("0/9").system(OTHER).timeline(9).get()));
        assertThat(choice.primary()).isNull();
        assertThat(choice.splitBrain()).isFalse();
        assertThat(choice.systemIdentifier()).isEqualTo(SYSTEM);
        assertThat(choice.standings()).containsEntry("a", Standing.FOREIGN);
    }

    @Test
    void aForeignStandbyIsForeignToo() {
        PrimaryChoice choice = choose(
                published(1, false),
                writer("p", 1),
                new Answer("a", Facts.standby("0/9").system(OTHER).get()));
        assertThat(choice.standings()).containsEntry("a", Standing.FOREIGN);
    }

    @Test
    void whereNothingIsPublishedTheFirstThatAcceptsWritesSaysWhichDatabaseItIs() {
        Answer stranger = new Answer("a", Facts.standby("0/9").system(OTHER).get());
        PrimaryChoice choice = choose(Published.NOTHING, stranger, writer("p", 1));
        assertThat(choice.systemIdentifier()).isEqualTo(SYSTEM);
        assertThat(choice.standings()).isEqualTo(Map.of("a", Standing.FOREIGN, "p", Standing.PRIMARY));
    }

    @Test
    void anIdentifierThatIsRefusedIsNotForeign() {
        PrimaryChoice choice = choose(
                published(1, false),
                new Answer("p", Facts.primary("0/9").system(null).get()),
                new Answer("a", Facts.standby("0/9").system(null).get()));
        assertThat(choice.primary()).isEqualTo("p");
        assertThat(choice.standings()).containsEntry("a", Standing.REPLICA);
        assertThat(choice.systemIdentifier()).isEqualTo(SYSTEM);
    }

    @Test
    void anotherDatabaseInItsPlaceIsRefusedUntilItsTimelineIsAccepted() {
        Answer[] restored = {
            new Answer("p", Facts.primary("0/9").system(OTHER).timeline(1).get()),
            new Answer("a", Facts.standby("0/9").system(OTHER).timeline(1).get())
        };
        PrimaryChoice refused = choose(published(5, false), restored);
        assertThat(refused.primary()).isNull();
        assertThat(refused.standings()).isEqualTo(Map.of("p", Standing.FOREIGN, "a", Standing.FOREIGN));
        assertThat(refused.systemIdentifier()).isEqualTo(SYSTEM);
        PrimaryChoice accepted = choose(new Published("p", 5, SYSTEM, false, 1), restored);
        assertThat(accepted)
                .isEqualTo(
                        new PrimaryChoice("p", 1, OTHER, Map.of("p", Standing.PRIMARY, "a", Standing.REPLICA), false));
    }

    @Test
    void aWriterOfThePublishedDatabaseKeepsAnotherOneOut() {
        PrimaryChoice choice = choose(
                new Published("p", 5, SYSTEM, false, 1),
                new Answer("a", Facts.primary("0/9").system(OTHER).timeline(1).get()),
                writer("b", 5));
        assertThat(choice.primary()).isEqualTo("b");
        assertThat(choice.standings()).isEqualTo(Map.of("a", Standing.FOREIGN, "b", Standing.PRIMARY));
    }

    @Test
    void standbysOfTheFormerDatabaseDoNotKeepAnAcceptedOneOut() {
        Answer restored =
                new Answer("a", Facts.primary("0/9").system(OTHER).timeline(1).get());
        PrimaryChoice refused = choose(new Published("p", 5, SYSTEM, false, null), restored, standby("b", 5));
        assertThat(refused.standings()).isEqualTo(Map.of("a", Standing.FOREIGN, "b", Standing.REPLICA));
        PrimaryChoice accepted = choose(new Published("p", 5, SYSTEM, false, 1), restored, standby("b", 5));
        assertThat(accepted.primary()).isEqualTo("a");
        assertThat(accepted.standings()).isEqualTo(Map.of("a", Standing.PRIMARY, "b", Standing.FOREIGN));
    }

    @Test
    void nobodyOutOfRecoveryMeansNoPrimary() {
        PrimaryChoice choice = choose(published(1, true), standby("a", 1), standby("b", 1));
        assertThat(choice.primary()).isNull();
        assertThat(choice.timeline()).isNull();
        assertThat(choice.splitBrain()).isFalse();
    }

    @Test
    void noAnswersMeanNoPrimary() {
        PrimaryChoice choice = choose(published(1, true));
        assertThat(choice).isEqualTo(new PrimaryChoice(null, null, SYSTEM, Map.of(), false));
    }

    @Test
    void whileThePublishedPrimaryIsSilentAnEqualOneWaits() {
        PrimaryChoice waiting = choose(published(3, true), writer("a", 3), standby("b", 3));
        assertThat(waiting.primary()).isNull();
        assertThat(waiting.standings()).containsEntry("a", Standing.SECOND_PRIMARY);
        assertThat(choose(published(3, false), writer("a", 3)).primary()).isEqualTo("a");
    }

    @Test
    void aPublishedPrimaryThatAnswersAsAStandbyIsNotWaitedFor() {
        assertThat(choose(published(3, true), standby("p", 3), writer("a", 3)).primary())
                .isEqualTo("a");
    }

    @Test
    void atFirstContactTheMemberThatMayBeThePrimaryIsWaitedFor() {
        Published awaiting = new Published(null, null, null, true, null);
        PrimaryChoice choice = choose(awaiting, writer("a", 7));
        assertThat(choice.primary()).isNull();
        assertThat(choice.standings()).containsEntry("a", Standing.SECOND_PRIMARY);
    }

    @Test
    void aTimelineThatIsNotToldIsNoPromotion() {
        Published published = new Published("p", null, SYSTEM, true, null);
        assertThat(choose(published, writer("a", null)).primary()).isNull();
        assertThat(choose(published(3, true), writer("a", null)).primary()).isNull();
        Published confirmed = new Published("p", null, SYSTEM, false, null);
        assertThat(choose(confirmed, writer("a", null)).primary()).isEqualTo("a");
    }

    @Test
    void whereTimelinesAreRefusedThePublishedPrimaryStays() {
        Published published = new Published("p", null, SYSTEM, false, null);
        PrimaryChoice choice = choose(published, writer("a", null), writer("p", null));
        assertThat(choice.primary()).isEqualTo("p");
        assertThat(choice.splitBrain()).isTrue();
    }

    private static PrimaryChoice choose(Published published, Answer... answers) {
        return PrimaryChoice.of(Arrays.asList(answers), published);
    }

    private static Published published(int timeline, boolean awaited) {
        return new Published("p", timeline, SYSTEM, awaited, null);
    }

    private static Published accepting(int timeline) {
        return new Published("p", 5, SYSTEM, false, timeline);
    }

    private static Answer writer(String member, @Nullable Integer timeline) {
        return new Answer(member, Facts.primary("0/3000000").timeline(timeline).get());
    }

    private static Answer standby(String member, int timeline) {
        return new Answer(member, Facts.standby("0/3000000").timeline(timeline).get());
    }
}
