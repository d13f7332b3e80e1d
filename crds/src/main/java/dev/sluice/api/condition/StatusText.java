package dev.sluice.api.condition;

/** Keeps text within the bounds of its status field, so that a long server message never fails a status write. */
public final class StatusText {

    private static final String ELLIPSIS = "…";

    private StatusText() {}

    /**
     * The text itself, or its beginning with an ellipsis when it is longer than {@code maxLength} characters. Never
     * cuts a surrogate pair in half.
     */
    public static String limit(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        int end = maxLength - ELLIPSIS.length();
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + ELLIPSIS;
    }
}
