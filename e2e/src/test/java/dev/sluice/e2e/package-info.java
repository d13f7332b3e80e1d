/**
 * Shown on a real cluster: the image, the chart, and what they promise.
 *
 * <p>All classes share one cluster ({@link K3s#cluster()}) and run one after the other, in any order; tests of a class do
 * so too, unless they ask to run at once as those of {@link MigrationCheckIT} do. A part is added as a class of its own,
 * {@code …IT}:
 *
 * <ul>
 *   <li>Before each test it asks for what it needs: {@code new Databases(cluster).ensure()}, {@code new
 *       Release(cluster).install(…)}, {@code new Shop(cluster).ensure()}. Each of them is quick when it is there already,
 *       and repairs what an earlier test has broken. Options of {@code install} hold until the next one.
 *   <li>What it makes besides is in a namespace of its own ({@link K3s#restrictedNamespace}), since {@code shop} and
 *       {@code databases} are everybody's. Pods that it starts take their security contexts from {@link Restricted} and
 *       their image from {@link PodImage}, which holds the classes of {@code dev.sluice.e2e.pod} and the sample application.
 *   <li>It puts back what others would stumble over: a release with another set of values by {@code install()}, CRDs and
 *       resources that belong to no namespace.
 *   <li>It waits for states with {@code Poll}, and hands what it measures to {@link Figures}; only docs/performance.md
 *       compares figures with targets.
 *   <li>Rights that a function needs are cases of {@link RightsIT}, and lines of {@code rights.txt}, which {@code make e2e}
 *       with {@code MAVEN_ARGS=-Dgolden.update=true} writes anew.
 * </ul>
 */
@NullMarked
package dev.sluice.e2e;

import org.jspecify.annotations.NullMarked;
