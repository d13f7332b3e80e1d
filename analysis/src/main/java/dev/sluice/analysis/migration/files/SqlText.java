package dev.sluice.analysis.migration.files;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** Makes the text of a file out of its bytes, which must be UTF-8. */
public final class SqlText {

    private SqlText() {}

    /**
     * The text, with its byte order mark if it has one.
     *
     * @param path how the file is called in messages
     * @throws UnreadableMigration if the bytes are no UTF-8 text
     */
    public static String decode(String path, byte[] bytes) throws UnreadableMigration {
        if (startsWith(bytes, 0xFF, 0xFE, 0, 0) || startsWith(bytes, 0, 0, 0xFE, 0xFF)) {
            throw new UnreadableMigration(
                    path + " is in UTF-32. PostgreSQL's tools read UTF-8: save it in that encoding.");
        }
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            throw new UnreadableMigration(
                    path + " is in UTF-16. PostgreSQL's tools read UTF-8: save it in that encoding.");
        }
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                throw new UnreadableMigration(path + " has a NUL byte at offset " + i
                        + ", which no SQL text can hold. It is a binary file, or in UTF-16 or UTF-32.");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableMigration(
                    path + " is not valid UTF-8 at offset " + invalidAt(bytes) + ". Save it in that encoding.", e);
        }
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static int invalidAt(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(1024);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        while (decoder.decode(in, out, true).isOverflow()) {
            out.clear();
        }
        return in.position();
    }
}
