package dev.sluice.routing.cache;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Gives ids of 16 characters that nobody else has: 72 random bits of this object, and a number that grows. Thread-safe.
 */
final class Ids implements Supplier<String> {

    private static final int RANDOM_BYTES = 9;
    private static final int NUMBER_BITS = 24;
    private static final int DIGIT_BITS = 6;
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final long NUMBERS = 1L << NUMBER_BITS;

    private final SecureRandom random;
    private final AtomicLong next = new AtomicLong();
    private volatile Prefix prefix;

    private record Prefix(long round, String text) {}

    Ids(SecureRandom random) {
        this.random = random;
        this.prefix = new Prefix(0, draw());
    }

    @Override
    public String get() {
        long number = next.getAndIncrement();
        Prefix now = prefix;
        if (now.round() != number / NUMBERS) {
            now = redraw(number / NUMBERS);
        }
        return now.text() + text((int) (number % NUMBERS));
    }

    // Every read takes one, and an encoder of bytes takes longer.
    private static String text(int number) {
        char[] digits = new char[NUMBER_BITS / DIGIT_BITS];
        for (int i = digits.length - 1, rest = number; i >= 0; i--, rest >>= DIGIT_BITS) {
            digits[i] = DIGITS.charAt(rest & (DIGITS.length() - 1));
        }
        return new String(digits);
    }

    private synchronized Prefix redraw(long round) {
        Prefix now = prefix;
        if (now.round() < round) {
            now = new Prefix(round, draw());
            prefix = now;
        }
        // A slow thread may still be in the round before; a prefix of its own is as unique.
        return now.round() == round ? now : new Prefix(round, draw());
    }

    private String draw() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
