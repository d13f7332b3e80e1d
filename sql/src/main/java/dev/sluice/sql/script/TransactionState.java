package dev.sluice.sql.script;

/**
 * Whether a place in a script is inside a transaction block, followed over its commands from the begin on.
 *
 * @param block which block it is or was, from 1 in the order of the script; 0 before the first one
 * @param open whether the place is inside of it; if not, each statement is its own transaction
 * @param byTool whether the block was begun by the tool that runs the script, not by the script
 */
public record TransactionState(int block, boolean open, boolean byTool) {

    /** The begin of a script that is run statement by statement. */
    public static final TransactionState NONE = new TransactionState(0, false, false);

    /** The begin of a script that its tool runs inside one transaction. */
    public static final TransactionState TOOL = new TransactionState(1, true, true);

    /** The state behind a command. A {@code BEGIN} inside a block changes nothing, as for the server, which warns. */
    public TransactionState after(TransactionCommand command) {
        return switch (command) {
            case BEGIN -> open ? this : new TransactionState(block + 1, true, false);
            case COMMIT, ROLLBACK, PREPARE -> new TransactionState(block, false, false);
            case COMMIT_AND_CHAIN, ROLLBACK_AND_CHAIN -> open ? new TransactionState(block + 1, true, false) : this;
            case NONE, SAVEPOINT, RELEASE, ROLLBACK_TO, FINISH_PREPARED -> this;
        };
    }

    /** Whether the command is in its place here; the server warns or fails when it is not. */
    public boolean allows(TransactionCommand command) {
        return switch (command) {
            case NONE -> true;
            case BEGIN, FINISH_PREPARED -> !open;
            default -> open;
        };
    }
}
