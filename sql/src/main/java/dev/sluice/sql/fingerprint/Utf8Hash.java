package dev.sluice.sql.fingerprint;

/** FNV-1a with 64 bits over a text in UTF-8, which is made on the way; half a surrogate pair counts as {@code ?}. */
final class Utf8Hash {

    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Utf8Hash() {}

    static long of(CharSequence text) {
        long hash = OFFSET_BASIS;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c < 0x80) {
                hash = with(hash, c);
            } else {
                int point = Character.codePointAt(text, at);
                hash = withPoint(hash, point);
                at += point > 0xFFFF ? 1 : 0;
            }
        }
        return hash;
    }

    private static long withPoint(long hash, int point) {
        if (point < 0x800) {
            return with(with(hash, 0xC0 | (point >> 6)), tail(point));
        }
        if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
            return with(hash, '?');
        }
        if (point < 0x10000) {
            return with(with(with(hash, 0xE0 | (point >> 12)), tail(point >> 6)), tail(point));
        }
        return with(with(with(with(hash, 0xF0 | (point >> 18)), tail(point >> 12)), tail(point >> 6)), tail(point));
    }

    private static int tail(int bits) {
        return 0x80 | (bits & 0x3F);
    }

    private static long with(long hash, int octet) {
        return (hash ^ octet) * PRIME;
    }
}
