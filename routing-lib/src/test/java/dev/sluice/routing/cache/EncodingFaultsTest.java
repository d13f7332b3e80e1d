package dev.sluice.routing.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.routing.cache.codec.JsonCodec;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class EncodingFaultsTest {

    record Dated(int id, LocalDate day) {}

    private final EncodingFaults faults = new EncodingFaults();

    @Test
    void aTypeIsToldOnceWithWhatIsMissing() {
        JsonCodec<Dated> codec = JsonCodec.of(new ObjectMapper(), new TypeReference<Dated>() {});
        Dated value = new Dated(1, LocalDate.EPOCH);
        Throwable fault = catchThrowable(() -> codec.encode(value));

        assertThat(faults.news("order:1", codec.shape(), value, fault))
                .contains("order:1", Dated.class.getName(), "jackson-datatype-jsr310")
                .doesNotContain("\n");
        assertThat(faults.news("order:2", codec.shape(), value, fault)).isNull();
        assertThat(faults.news("order:2", "another", value, fault)).contains("order:2");
    }
}
