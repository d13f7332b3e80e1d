package dev.sluice.routing.cache.store;

/** Is told by a store what changes in it. Thread-safe; must not block. */
public interface ChangeListener {

    /** Stands for all names. */
    String ALL = "";

    /** What has this name has changed or gone; {@link #ALL} for everything. */
    void changed(String name);

    /** Changes may not have been told, and will not be until the next proof: the connection was lost. */
    void lost();

    /** All changes that were made before this time of {@link System#nanoTime} have been told. */
    void proved(long sinceNanos);
}
