package dev.sluice.routing.cache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CodecTest {

    record Old(int id, List<Item> items) {}

    record Item(String name) {}

    enum Colour {
        RED,
        GREEN
    }

    record Tree(Tree left, Map<String, Colour> colours) {}

    @Test
    void whatIsEncodedIsDecoded() throws IOException {
        JsonCodec<List<Old>> codec = JsonCodec.of(new TypeReference<List<Old>>() {});
        List<Old> value = List.of(new Old(1, List.of(new Item("a"))), new Old(2, List.of()));
        assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
    }

    @Test
    void theShapeFollowsTheTypeAllTheWayDown() {
        assertThat(JsonCodec.of(Old.class).shape())
                .isEqualTo(JsonCodec.of(Old.class).shape());
        assertThat(JsonCodec.of(Old.class).shape())
                .isNotEqualTo(JsonCodec.of(new TypeReference<List<Old>>() {}).shape())
                .isNotEqualTo(JsonCodec.of(Item.class).shape())
                .matches("\\S{1,64}");
        assertThat(JsonCodec.of(new TypeReference<Map<String, Item>>() {}).shape())
                .isNotEqualTo(
                        JsonCodec.of(new TypeReference<Map<String, Old>>() {}).shape());
        // A type that contains itself has an end.
        assertThat(JsonCodec.of(Tree.class).shape()).startsWith("json-");
    }

    @Test
    void theJsonValueNullIsNoValue() {
        assertThatThrownBy(() -> JsonCodec.of(Item.class).decode("null".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aFrameKeepsTheBytesCompressedOrNot() throws IOException {
        byte[] text = "abc".repeat(1000).getBytes(StandardCharsets.UTF_8);
        byte[] plain = Frame.wrap(text, 0);
        byte[] small = Frame.wrap(text, 1000);
        assertThat(plain).hasSize(text.length + 1);
        assertThat(small).hasSizeLessThan(100);
        assertThat(Frame.unwrap(plain, 10_000)).isEqualTo(text);
        assertThat(Frame.unwrap(small, 10_000)).isEqualTo(text);
        assertThat(Frame.unwrap(Frame.wrap(new byte[0], 1), 10)).isEmpty();
        assertThat(Frame.isAbsent(Frame.absent())).isTrue();
        assertThat(Frame.isAbsent(Frame.wrap(new byte[0], 0))).isFalse();
    }

    @Test
    void aFrameThatIsBrokenOrUnfoldsTooFarIsRefused() {
        byte[] bomb = Frame.wrap(new byte[100_000], 1);
        assertThatThrownBy(() -> Frame.unwrap(bomb, 99_999))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("larger than 99999");
        assertThatThrownBy(() -> Frame.unwrap(new byte[] {'z', 1, 2, 3}, 10)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Frame.unwrap(new byte[] {'?'}, 10))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("begins with byte 63");
        assertThatThrownBy(() -> Frame.unwrap(new byte[0], 10)).isInstanceOf(IOException.class);
    }
}
