package dev.sluice.operator.probe;

import java.time.Duration;

/**
 * How long a server is waited for.
 *
 * @param timeout for one sample, whatever it takes
 * @param idleLimit a connection on which nothing has moved for so long is closed; longer than the time between two samples.
 *     It ends what a hanging server would otherwise keep open: neither a sign-in under way nor a question without answer
 *     can be ended by closing the session
 */
public record Patience(Duration timeout, Duration idleLimit) {

    /** For samples that are taken at this interval. */
    public static Patience of(Duration interval, Duration timeout) {
        return new Patience(timeout, interval.plus(timeout.multipliedBy(2)));
    }
}
