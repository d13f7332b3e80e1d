/**
 * A real kube-apiserver with its etcd. There is no controller manager behind it: nothing collects garbage by owner
 * references, namespaces never finish deleting, and no default service accounts appear.
 */
@NullMarked
package dev.sluice.testing.kubernetes;

import org.jspecify.annotations.NullMarked;
