package dev.sluice.operator.migrationcheck;

/** What has become of a run's Job. */
sealed interface RunState {

    /** It goes on, or has not begun. */
    record Active() implements RunState {}

    /**
     * It goes on, but something is in the way.
     *
     * @param trouble what
     */
    record Stuck(Trouble trouble) implements RunState {}

    /**
     * It has ended well, so this pod's log has the report.
     *
     * @param pod the name of the pod
     * @param summary risk and counts, as the container's last message says; empty without one
     */
    record Succeeded(String pod, String summary) implements RunState {}

    /**
     * It has ended without a report.
     *
     * @param trouble why
     */
    record Failed(Trouble trouble) implements RunState {}
}
