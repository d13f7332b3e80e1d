/**
 * MigrationChecks: each is a Job that analyses migrations in a pod of its own, whose report comes back by the pod's log,
 * is stored in a ConfigMap and judged in the status. {@code CheckKeeper} does one step at a time from what the API server
 * has; what a step decides is pure: {@code AnalysisJob} what runs, {@code RunJudge} what became of it,
 * {@code CheckConditions} what that means.
 */
@NullMarked
package dev.sluice.operator.migrationcheck;

import org.jspecify.annotations.NullMarked;
