package dev.sluice.api.v1alpha1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The field {@code publishTo}: other namespaces that get a copy of what a resource publishes. */
final class PublishTo {

    /** How many namespaces there may be. */
    static final int MAX = 32;

    static final String RULE = "!has(self.publishTo) || self.publishTo.all(n, n.matches('" + Names.LABEL + "'))";

    static final String MESSAGE =
            "publishTo has an element that is no name of a namespace: lower-case letters, digits and '-'";

    static final String ONCE =
            "!has(self.publishTo) || self.publishTo.all(n, self.publishTo.exists_one(other, other == n))";

    static final String ONCE_MESSAGE = "publishTo names a namespace twice; remove one of them";

    static final String DESCRIPTION =
            "Namespaces in which a copy of the ConfigMap is kept, under the same name, for applications that run there."
                    + " The operator must be allowed to write there (publishTo.namespaces of the chart).";

    private PublishTo() {}

    /** Each namespace once, without the elements that could not be read, which are null. */
    static List<String> readable(@Nullable List<String> namespaces) {
        return StoredLists.readable(namespaces).stream().distinct().toList();
    }
}
