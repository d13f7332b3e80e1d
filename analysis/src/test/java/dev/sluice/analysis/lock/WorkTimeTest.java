package dev.sluice.analysis.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.analysis.schema.Size;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WorkTimeTest {

    @ParameterizedTest
    @EnumSource(value = Work.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void growsWithBytesAndRows(Work work) {
        WorkTime small = WorkTime.of(work, new Size(1_000_000, 1L << 30, 1L << 30));
        WorkTime wide = WorkTime.of(work, new Size(1_000_000, 1L << 32, 1L << 32));
        WorkTime many = WorkTime.of(work, new Size(100_000_000, 1L << 30, 1L << 30));
        assertThat(small.from()).isLessThan(small.to());
        assertThat(wide.from()).isGreaterThan(small.from());
        assertThat(wide.to()).isGreaterThan(small.to());
        assertThat(many.from()).isGreaterThan(small.from());
        assertThat(many.to()).isGreaterThan(small.to());
    }

    @ParameterizedTest
    @EnumSource(value = Work.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void isWellUnderASecondWhereATableIsSmall(Work work) {
        assertThat(WorkTime.of(work, new Size(10_000, 16L << 20, 16L << 20)).to())
                .isLessThanOrEqualTo(Duration.ofMillis(700));
        assertThat(WorkTime.of(work, new Size(40, 8_192, 8_192)).to()).isLessThan(Duration.ofMillis(10));
    }

    /** By PostgreSQL 18.6 on two cores that others use too: rows, MiB with indexes, MiB without, milliseconds. */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    SCAN, 1000000, 49, 49, 62
                    INDEX_BUILD, 1000000, 49, 49, 415
                    REWRITE, 1000000, 49, 49, 935
                    ROWS, 1000000, 49, 49, 6900
                    SCAN, 1000000, 134, 104, 174
                    INDEX_BUILD, 1000000, 134, 104, 708
                    REWRITE, 1000000, 134, 104, 2189
                    ROWS, 1000000, 134, 104, 20444
                    SCAN, 300000, 152, 130, 98
                    INDEX_BUILD, 300000, 152, 130, 194
                    REWRITE, 300000, 152, 130, 1618
                    ROWS, 300000, 152, 130, 7662
                    SCAN, 100000, 113, 111, 77
                    INDEX_BUILD, 100000, 113, 111, 117
                    REWRITE, 100000, 113, 111, 572
                    ROWS, 100000, 113, 111, 935
                    """)
    void holdsWhatWasMeasured(Work work, long rows, long mib, long tableMib, long millis) {
        WorkTime time = WorkTime.of(work, new Size(rows, mib << 20, tableMib << 20));
        assertThat(Duration.ofMillis(millis)).isBetween(time.from(), time.to());
    }

    @Test
    void catalogChangesTakeNone() {
        assertThatThrownBy(() -> WorkTime.of(Work.NONE, new Size(1, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
