package dev.sluice.routing.cache.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonIgnoreType;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.cfg.MutableConfigOverride;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.text.SimpleDateFormat;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A mix-in stands for another version of the type, which has the same name. */
class TypeShapeTest {

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(value = Card.class, name = "card"))
    interface Pay {}

    record Card(String number) implements Pay {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    sealed interface Sealed permits Permitted {}

    record Permitted(String number) implements Sealed {}

    record Dated(@JsonFormat(pattern = "dd/MM/yyyy") Date day) {}

    record Open(Object any) {}

    record Named(
            @JsonTypeInfo(use = JsonTypeInfo.Id.NAME) @JsonSubTypes(@JsonSubTypes.Type(Card.class))
            List<Object> all) {}

    enum Colour {
        @JsonProperty("r")
        RED,
        @JsonProperty("g")
        GREEN
    }

    record Spoken(Card card, Share share) {}

    enum Share {
        HALF;

        @Override
        public String toString() {
            return Locale.getDefault().getLanguage();
        }
    }

    static class Own extends ArrayList<Own> {

        private static final long serialVersionUID = 1;
    }

    interface OtherNumber {
        @JsonProperty("id")
        String number();
    }

    interface OtherDay {
        @JsonFormat(pattern = "MM/dd/yyyy")
        Date day();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(value = Card.class, name = "paper"))
    interface OtherName {}

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Size(int width, int height) {}

    record Framed(
            @JsonFormat(shape = JsonFormat.Shape.ARRAY) Frame frame) {}

    record Frame(int width, int height) {}

    record Frames(
            @JsonFormat(shape = JsonFormat.Shape.ARRAY) Map<String, List<Frame>> all) {}

    @JsonPropertyOrder({"height", "width"})
    interface OtherOrder {}

    @JsonSerialize(as = Amount.class)
    @JsonDeserialize(as = Amount.class)
    interface Price {}

    record Amount(int number) implements Price {}

    record Priced(@JsonDeserialize(contentAs = Amount.class) List<Object> all) {}

    /** Has the card where no property of a name of its own does. */
    static class Others {

        private final Map<String, Card> all = new HashMap<>();

        @JsonAnyGetter
        Map<String, Card> all() {
            return all;
        }
    }

    static class OthersRead {

        @JsonAnySetter
        void add(String name, Card card) {}
    }

    record Only(@JsonValue Card card) {}

    static class Made {

        private final String number;

        private Made(String number) {
            this.number = number;
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Made of(Card card) {
            return new Made(card.number());
        }

        public String getNumber() {
            return number;
        }
    }

    static class Assigned {

        public String getCard() {
            return "";
        }

        public void setCard(Card card) {}
    }

    @JsonDeserialize(builder = Building.class)
    record Built(String number) {}

    static class Building {

        public Building withCard(Card card) {
            return this;
        }

        public Built build() {
            return new Built("");
        }
    }

    @JsonSerialize(converter = ToCard.class)
    record Converted(String number) {}

    record ConvertedWithin(
            @JsonSerialize(contentConverter = ToCard.class) List<Converted> all) {}

    static class ToCard extends StdConverter<Converted, Card> {

        @Override
        public Card convert(Converted value) {
            return new Card(value.number());
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, defaultImpl = Card.class)
    interface Usually {}

    @JsonFormat(shape = JsonFormat.Shape.OBJECT)
    enum Written {
        ONE;

        public Card getCard() {
            return new Card("1");
        }
    }

    @JsonFormat(shape = JsonFormat.Shape.OBJECT)
    static class Deck extends ArrayList<String> {

        private static final long serialVersionUID = 1;

        public Card getCard() {
            return new Card("1");
        }
    }

    @JsonIgnoreProperties("height")
    interface Flat {}

    @JsonIncludeProperties("width")
    interface Narrow {}

    @JsonIgnoreType
    interface Ignored {}

    @JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
    interface Renamed {}

    @JsonAutoDetect(getterVisibility = JsonAutoDetect.Visibility.NONE)
    interface Hidden {}

    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    interface WithoutDefaults {}

    interface OnlyRead {
        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        int height();
    }

    /** Two setters between which Jackson cannot choose. */
    static class Ambiguous {

        public void setDay(Date day) {}

        public void setDay(Card day) {}
    }

    static Stream<Class<?>> annotationsOfAType() {
        return Stream.of(
                Flat.class,
                Narrow.class,
                Ignored.class,
                Renamed.class,
                Hidden.class,
                WithoutDefaults.class,
                OnlyRead.class);
    }

    static Stream<Consumer<MutableConfigOverride>> settingsOfAType() {
        return Stream.of(
                override -> override.setIgnorals(JsonIgnoreProperties.Value.forIgnoredProperties("height")),
                override -> override.setIsIgnoredType(true),
                override -> override.setInclude(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_DEFAULT, JsonInclude.Include.ALWAYS)));
    }

    static Stream<TypeReference<?>> typesWithAnOrder() {
        return Stream.of(
                new TypeReference<Size>() {}, new TypeReference<List<Framed>>() {}, new TypeReference<Frames>() {});
    }

    static Stream<TypeReference<?>> typesWithAnAmount() {
        return Stream.of(new TypeReference<Price>() {}, new TypeReference<Priced>() {});
    }

    static Stream<TypeReference<?>> typesWithACard() {
        return Stream.of(
                new TypeReference<Card>() {},
                new TypeReference<Pay>() {},
                new TypeReference<List<Pay>>() {},
                new TypeReference<Optional<Pay>>() {},
                new TypeReference<Named>() {},
                new TypeReference<Others>() {},
                new TypeReference<OthersRead>() {},
                new TypeReference<Only>() {},
                new TypeReference<Made>() {},
                new TypeReference<Assigned>() {},
                new TypeReference<Built>() {},
                new TypeReference<Converted>() {},
                new TypeReference<ConvertedWithin>() {},
                new TypeReference<Usually>() {},
                new TypeReference<Written>() {},
                new TypeReference<Deck>() {});
    }

    @ParameterizedTest
    @MethodSource("annotationsOfAType")
    void itFollowsTheAnnotationsThatSayWhichPropertiesThereAre(Class<?> annotated) {
        for (TypeReference<?> type : List.of(new TypeReference<Frame>() {}, new TypeReference<Framed>() {})) {
            assertThat(shape(mapper().addMixIn(Frame.class, annotated), type))
                    .isNotEqualTo(shape(mapper(), type))
                    .isEqualTo(shape(mapper().addMixIn(Frame.class, annotated), type));
        }
    }

    @ParameterizedTest
    @MethodSource("settingsOfAType")
    void itFollowsWhatTheMapperSaysOfAType(Consumer<MutableConfigOverride> setting) {
        ObjectMapper mapper = mapper();
        setting.accept(mapper.configOverride(Frame.class));
        assertThat(shape(mapper, new TypeReference<Framed>() {}))
                .isNotEqualTo(shape(mapper(), new TypeReference<Framed>() {}));
    }

    @Test
    void aTypeThatCannotBeReadHasAShape() {
        TypeReference<List<Ambiguous>> type = new TypeReference<>() {};
        assertThat(shape(mapper(), type)).isNotEqualTo(shape(mapper(), new TypeReference<List<Card>>() {}));
    }

    @ParameterizedTest
    @MethodSource("typesWithACard")
    void itFollowsTheSubtypesThatAreNamed(TypeReference<?> type) {
        assertThat(shape(mapper().addMixIn(Card.class, OtherNumber.class), type))
                .isNotEqualTo(shape(mapper(), type))
                .isEqualTo(shape(mapper().addMixIn(Card.class, OtherNumber.class), type));
    }

    @ParameterizedTest
    @MethodSource("typesWithAnAmount")
    void itFollowsTheTypesThatAnnotationsNameInstead(TypeReference<?> type) {
        assertThat(shape(mapper().addMixIn(Amount.class, OtherNumber.class), type))
                .isNotEqualTo(shape(mapper(), type));
    }

    @ParameterizedTest
    @MethodSource("typesWithAnOrder")
    void itFollowsTheOrderInAnArray(TypeReference<?> type) {
        ObjectMapper ordered = mapper().addMixIn(Size.class, OtherOrder.class).addMixIn(Frame.class, OtherOrder.class);
        assertThat(shape(ordered, type)).isNotEqualTo(shape(mapper(), type));
        ObjectMapper arrays = mapper();
        arrays.configOverride(Card.class).setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.ARRAY));
        assertThat(shape(arrays, new TypeReference<Card>() {}))
                .isNotEqualTo(shape(mapper(), new TypeReference<Card>() {}));
    }

    @Test
    void theOrderElsewhereIsNoChange() {
        TypeReference<Frame> type = new TypeReference<>() {};
        assertThat(shape(mapper().addMixIn(Frame.class, OtherOrder.class), type))
                .isEqualTo(shape(mapper(), type));
    }

    @Test
    void itFollowsThoseThatAreRegistered() {
        TypeReference<Open> type = new TypeReference<>() {};
        String without = shape(mapper(), type);
        ObjectMapper registered = mapper();
        registered.registerSubtypes(new NamedType(Card.class, "card"));
        ObjectMapper changed = mapper().addMixIn(Card.class, OtherNumber.class);
        changed.registerSubtypes(new NamedType(Card.class, "card"));
        assertThat(shape(registered, type)).isNotEqualTo(without).isNotEqualTo(shape(changed, type));
    }

    @Test
    void itFollowsWhatASealedTypePermits() {
        TypeReference<Sealed> type = new TypeReference<>() {};
        assertThat(shape(mapper().addMixIn(Permitted.class, OtherNumber.class), type))
                .isNotEqualTo(shape(mapper(), type));
    }

    @Test
    void itFollowsHowAPropertyIsWritten() {
        TypeReference<Dated> type = new TypeReference<>() {};
        assertThat(shape(mapper().addMixIn(Dated.class, OtherDay.class), type)).isNotEqualTo(shape(mapper(), type));
        assertThat(shape(mapper().addMixIn(Pay.class, OtherName.class), new TypeReference<Pay>() {}))
                .isNotEqualTo(shape(mapper(), new TypeReference<Pay>() {}));
    }

    @Test
    void itFollowsHowTheMapperIsSet() {
        TypeReference<Dated> type = new TypeReference<>() {};
        String usual = shape(mapper(), type);
        ObjectMapper formats = mapper();
        formats.configOverride(Date.class).setFormat(JsonFormat.Value.forPattern("yyyy"));
        assertThat(shape(mapper().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS), type))
                .isNotEqualTo(usual);
        assertThat(shape(mapper().setTimeZone(TimeZone.getTimeZone("Europe/Berlin")), type))
                .isNotEqualTo(usual);
        assertThat(shape(formats, type)).isNotEqualTo(usual);
        assertThat(shape(mapper().setDateFormat(new SimpleDateFormat("dd/MM/yyyy", Locale.ROOT)), type))
                .isNotEqualTo(usual)
                .isNotEqualTo(shape(mapper().setDateFormat(new SimpleDateFormat("MM/dd/yyyy", Locale.ROOT)), type));
        assertThat(shape(mapper().setDateFormat(inNewYork()), type))
                .isNotEqualTo(shape(mapper().setDateFormat(new SimpleDateFormat("dd/MM/yyyy", Locale.ROOT)), type));
        assertThat(shape(mapper().setLocale(Locale.forLanguageTag("mi")), type)).isNotEqualTo(usual);
        assertThat(shape(
                        JsonMapper.builder()
                                .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                                .build(),
                        type))
                .isNotEqualTo(usual);
    }

    @Test
    void itIsTheSameInAllProcesses() {
        // What changes these changes what is read in a rolling update: each version loads what the other one has
        // stored.
        assertThat(shape(mapper(), new TypeReference<Colour>() {})).matches("json-[\\w-]{16}");
        assertThat(AnnotationText.of(List.of(Pay.class.getAnnotations())))
                .startsWith("@com.fasterxml.jackson.annotation.JsonSubTypes(failOnRepeatedNames=false,value=[@")
                .contains("name=card", "value=" + Card.class.getName() + ")")
                .contains("@com.fasterxml.jackson.annotation.JsonTypeInfo(", "use=NAME");
        assertThat(AnnotationText.of(List.of(Test.class.getAnnotations()))).isEmpty();
    }

    @Test
    void aTypeThatContainsItselfHasAnEnd() {
        assertThat(shape(mapper(), new TypeReference<Own>() {}))
                .isNotEqualTo(shape(mapper(), new TypeReference<TimeUnit>() {}));
    }

    private static SimpleDateFormat inNewYork() {
        SimpleDateFormat format = new SimpleDateFormat("dd/MM/yyyy", Locale.ROOT);
        format.setTimeZone(TimeZone.getTimeZone("America/New_York"));
        return format;
    }

    @Test
    void itIsTheSameOnMachinesThatSpeakOtherLanguages() {
        Locale own = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("mi"));
            String there = shape(mapper(), new TypeReference<Spoken>() {});
            Locale.setDefault(Locale.ROOT);
            assertThat(shape(mapper(), new TypeReference<Spoken>() {})).isEqualTo(there);
        } finally {
            Locale.setDefault(own);
        }
    }

    private static ObjectMapper mapper() {
        return JsonMapper.builder().build();
    }

    private static String shape(ObjectMapper mapper, TypeReference<?> type) {
        return JsonCodec.of(mapper, type).shape();
    }
}
