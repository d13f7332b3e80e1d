package dev.sluice.routing.cache.decision;

/**
 * XFetch: each reader decides by itself, at random, whether to renew a value before it expires, the more likely the
 * less time is left and the longer a load takes. A value is renewed by a reader when the rest of its TTL is at most
 * {@code loading time · beta · -ln(random)}, which makes about one early load per expiry without any coordination.
 *
 * @see <a href="https://doi.org/10.14778/2757807.2757813">Vattani, Chierichetti, Lowenstein: Optimal Probabilistic Cache
 *     Stampede Prevention, VLDB 2015</a>
 */
public final class EarlyRenewal {

    private EarlyRenewal() {}

    /**
     * How many loading times before the end a reader renews.
     *
     * @param beta 1 as the paper has it, more to renew earlier, 0 for never
     * @param random from 0 (included) to 1
     */
    public static double earliness(double beta, double random) {
        return beta == 0 ? 0 : beta * -Math.log(1 - random);
    }
}
