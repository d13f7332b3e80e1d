package dev.sluice.operator.kubernetes;

import dev.sluice.api.condition.StatusText;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Writes Kubernetes Events about a resource, one for each change. Thread-safe. */
@ApplicationScoped
public class EventRecorder {

    private static final Logger LOG = Logger.getLogger(EventRecorder.class);
    private static final String COMPONENT = "sluice-operator";
    private static final int MAX_MESSAGE = 1024;
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final KubernetesClient client;
    private final Clock clock;
    private final AtomicLong sequence = new AtomicLong();

    EventRecorder(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * Records an event. One that can't be written is logged and not tried again: an event is news, not state.
     *
     * @param about the resource
     * @param warning whether it is of the type Warning
     * @param reason one word
     * @param message for a person
     */
    public void record(HasMetadata about, boolean warning, String reason, String message) {
        Instant now = clock.instant();
        String second = now.truncatedTo(ChronoUnit.SECONDS).toString();
        String text = StatusText.limit(message, MAX_MESSAGE);
        var event = new EventBuilder()
                .withNewMetadata()
                .withNamespace(about.getMetadata().getNamespace())
                .withName(name(about, now))
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withNamespace(about.getMetadata().getNamespace())
                .withName(about.getMetadata().getName())
                .withUid(about.getMetadata().getUid())
                .endInvolvedObject()
                .withType(warning ? "Warning" : "Normal")
                .withReason(reason)
                .withAction("Observe")
                .withMessage(text)
                .withFirstTimestamp(second)
                .withLastTimestamp(second)
                .withEventTime(new MicroTime(MICROS.format(now)))
                .withCount(1)
                .withReportingComponent(COMPONENT)
                .withReportingInstance(instance())
                .withNewSource()
                .withComponent(COMPONENT)
                .endSource()
                .build();
        try {
            client.v1()
                    .events()
                    .inNamespace(about.getMetadata().getNamespace())
                    .resource(event)
                    .create();
        } catch (KubernetesClientException e) {
            LOG.warnf("Event %s could not be written: %s", reason, e.getMessage());
        }
    }

    private String name(HasMetadata about, Instant now) {
        String suffix = Long.toHexString(now.toEpochMilli()) + Long.toHexString(sequence.incrementAndGet() & 0xFFF);
        String name = about.getMetadata().getName();
        int room = 253 - suffix.length() - 1;
        String begin = name.length() <= room ? name : name.substring(0, room).replaceAll("[.-]+$", "");
        return begin + "." + suffix;
    }

    private static String instance() {
        String host = System.getenv("HOSTNAME");
        return host == null || host.isEmpty() ? COMPONENT : host;
    }
}
