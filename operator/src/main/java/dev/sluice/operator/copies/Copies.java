package dev.sluice.operator.copies;

import dev.sluice.operator.condition.Finding;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What has become of the copies that a spec asks for.
 *
 * @param wanted the namespaces that it names besides the resource's own
 * @param failed what is wrong, by namespace
 */
public record Copies(List<String> wanted, List<Failed> failed) {

    private static final String KEPT = "Copies of the ConfigMap are kept in ";

    private static final String ONLY_OWN =
            "The only namespace that is named is the resource's own, which has the ConfigMap"
                    + " itself, so there is nothing to copy.";

    public Copies {
        wanted = List.copyOf(wanted);
        failed = List.copyOf(failed);
    }

    /**
     * One copy that could not be kept.
     *
     * @param reason why, in one word
     * @param message for a person; names the namespace
     */
    public record Failed(String reason, String message) {}

    /** What becomes of copies while there is no original to copy; null when none is asked for. */
    public static @Nullable Copies withoutOriginal(List<String> wanted) {
        return wanted.isEmpty()
                ? null
                : new Copies(
                        wanted,
                        List.of(
                                new Failed(
                                        "Pending",
                                        "The ConfigMap itself is not published, so no copy is made or changed; Ready says why.")));
    }

    /** What the condition says: the reason is that of the first failure. */
    public Finding finding() {
        return failed.isEmpty()
                ? Finding.yes("Published", wanted.isEmpty() ? ONLY_OWN : KEPT + String.join(", ", wanted) + ".")
                : Finding.no(
                        failed.get(0).reason(),
                        failed.stream().map(Failed::message).collect(Collectors.joining(" ")));
    }
}
