package dev.sluice.routing.jdbc;

import java.util.List;
import java.util.function.BooleanSupplier;

/** Tells two listeners of commits, each of what has been lost too, which one of them may treat otherwise. */
record BothCommits(CommitListener first, CommitListener second) implements CommitListener {

    @Override
    public void ended(List<String> statements, boolean complete) {
        first.ended(statements, complete);
        second.ended(statements, complete);
    }

    @Override
    public void lost(List<String> statements, boolean complete) {
        first.lost(statements, complete);
        second.lost(statements, complete);
    }

    @Override
    public void opened(BooleanSupplier primaryInDoubt) {
        first.opened(primaryInDoubt);
        second.opened(primaryInDoubt);
    }

    @Override
    public void closed(BooleanSupplier primaryInDoubt) {
        first.closed(primaryInDoubt);
        second.closed(primaryInDoubt);
    }
}
