package dev.sluice.sql.script;

/**
 * Whether a place in a script is inside a transaction block, followed over its commands from the begin on.
 *
 * @param block which block it is or was, from 1 in the order of the script; 0 before the first one
 * @param open whether the place is inside of it; if not, each statement is its own transaction
 * @param byTool whether the block was begun by the tool that runs the script, or by the server, not by the script
 * @param inMessage whether the script is sent as one message with several statements: whenever no block is open, the server
 *     begins one for the statements that follow
 */
public record TransactionState(int block, boolean open, boolean byTool, boolean inMessage) {

    /** A state in a script that is not sent as one message. */
    public TransactionState(int block, boolean open, boolean byTool) {
        this(block, open, byTool, false);
    }

    /** The begin of a script that is run statement by statement. */
    public static final TransactionState NONE = new TransactionState(0, false, false);

    /** The begin of a script that its tool runs inside one transaction. */
    public static final TransactionState TOOL = new TransactionState(1, true, true);

    /** The begin of a script that is sent as one message with several statements. */
    public static final TransactionState MESSAGE = new TransactionState(1, true, true, true);

    /**
     * The state behind a command. A {@code BEGIN} inside a block changes nothing, as for the server, which warns; a block
     * that the server has begun itself becomes the script's by it.
     */
    public TransactionState after(TransactionCommand command) {
        return switch (command) {
            case BEGIN -> begun();
            case COMMIT, ROLLBACK, PREPARE ->
                inMessage
                        ? new TransactionState(block + 1, true, true, true)
                        : new TransactionState(block, false, false);
            case COMMIT_AND_CHAIN, ROLLBACK_AND_CHAIN ->
                open ? new TransactionState(block + 1, true, false, inMessage) : this;
            case NONE, SAVEPOINT, RELEASE, ROLLBACK_TO, FINISH_PREPARED -> this;
        };
    }

    private TransactionState begun() {
        if (isImplicit()) {
            return new TransactionState(block, true, false, true);
        }
        return open ? this : new TransactionState(block + 1, true, false);
    }

    /** Whether the server has begun the block itself, for statements that are sent together. */
    public boolean isImplicit() {
        return inMessage && open && byTool;
    }

    /** Whether the command is in its place here; the server warns or fails when it is not. */
    public boolean allows(TransactionCommand command) {
        return switch (command) {
            case NONE -> true;
            case BEGIN -> !open || isImplicit();
            case FINISH_PREPARED -> !open;
            default -> open && !isImplicit();
        };
    }
}
