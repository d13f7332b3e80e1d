package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A duration that is written as {@link DurationText} and checked as such by the API server. */
@JacksonAnnotationsInside
@JsonSerialize(using = DurationJson.Writer.class)
@JsonDeserialize(using = DurationJson.Reader.class)
@Pattern(DurationText.PATTERN)
@Size(max = DurationText.MAX_LENGTH)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@interface DurationField {}
