package dev.sluice.operator.copies;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Where copies of what is published may be kept. Properties {@code sluice.publish-to.*}. */
@ConfigMapping(prefix = "sluice.publish-to")
public interface CopySettings {

    /**
     * The namespaces, as whoever installs the operator allows them. Without this, a user with rights in one namespace could
     * have the operator write into any.
     */
    Optional<List<String>> namespaces();
}
