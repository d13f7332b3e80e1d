package dev.sluice.analysis.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Carries a report through a log, in which other lines stand before, behind and between, and which may be cut at either
 * end when a node rotates it. Each line says that it is one, and which:
 *
 * <pre>
 * sluice-report begin 1 bytes=&lt;size of the JSON&gt; sha256=&lt;of the JSON&gt; lines=&lt;n&gt;
 * sluice-report 1/&lt;n&gt; &lt;Base64 of the gzipped JSON, 4,000 characters&gt;
 * …
 * sluice-report end
 * </pre>
 *
 * <p>Only what begins a line counts, a time stamp in front of it apart ({@code kubectl logs --timestamps}). Of several
 * frames the last one is read. Compression keeps thousands of findings far below the size (10 MiB by default) at which a
 * kubelet rotates a log. A report that is larger than {@link #MOST_BYTES} is cut, which a line in front of it says: the
 * counts arrive however much was found.
 */
public final class ReportFrame {

    /** What was found in a log. */
    public sealed interface Content permits Complete, Absent, Damaged {}

    /**
     * A report that arrived as it was sent.
     *
     * @param json the report, for {@link ReportJson#read}
     */
    public record Complete(String json) implements Content {}

    /** There is no begin of a report. */
    public record Absent() implements Content {}

    /**
     * A part is missing or changed.
     *
     * @param reason what, as a part of a sentence
     */
    public record Damaged(String reason) implements Content {}

    /** The largest JSON that is sent. */
    public static final int MOST_BYTES = 3 * 1024 * 1024;

    private static final String MARK = "sluice-report ";
    private static final int LINE = 4000;
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.,]+(?:Z|[+-]\\d\\d:\\d\\d) ");
    private static final Pattern BEGIN =
            Pattern.compile("begin 1 bytes=(\\d{1,9}) sha256=([0-9a-f]{64}) lines=(\\d{1,7})");
    private static final Pattern PART = Pattern.compile("(\\d{1,7})/(\\d{1,7}) ([A-Za-z0-9+/=]+)");

    private ReportFrame() {}

    /** The report as lines for a log, with a line break at the end. */
    public static String write(MigrationReport report) {
        return write(report, MOST_BYTES);
    }

    /**
     * The same with another size.
     *
     * @param mostBytes the largest JSON that is sent
     */
    static String write(MigrationReport whole, int mostBytes) {
        MigrationReport report = FittedReport.of(whole, mostBytes);
        byte[] json = ReportJson.writeCompact(report);
        String text = Base64.getEncoder().encodeToString(compressed(json));
        int lines = (text.length() + LINE - 1) / LINE;
        StringBuilder frame = new StringBuilder(text.length() + 32 * lines + 512);
        if (report.isCut()) {
            frame.append("The report is too large for a log: ").append(report.leftOut());
            frame.append(" findings, the known and the least severe ones, ");
            frame.append(
                    report.unreadLeftOut() == 0
                            ? ""
                            : "and " + report.unreadLeftOut() + " statements that could be read in part only ");
            frame.append("are left out of it. The counts are whole.\n");
        }
        frame.append(MARK).append("begin 1 bytes=").append(json.length).append(" sha256=");
        frame.append(sha256(json)).append(" lines=").append(lines).append('\n');
        for (int i = 0; i < lines; i++) {
            frame.append(MARK).append(i + 1).append('/').append(lines).append(' ');
            frame.append(text, i * LINE, Math.min(text.length(), (i + 1) * LINE))
                    .append('\n');
        }
        return frame.append(MARK).append("end\n").toString();
    }

    /**
     * Looks for the last report in a log.
     *
     * @param mostBytes the largest JSON that is taken, so that a log cannot fill the memory
     */
    public static Content read(String log, int mostBytes) {
        List<String> lines = new ArrayList<>();
        log.lines()
                .map(ReportFrame::withoutTime)
                .filter(line -> line.startsWith(MARK))
                .forEach(lines::add);
        for (int i = lines.size() - 1; i >= 0; i--) {
            Matcher begin = BEGIN.matcher(lines.get(i).substring(MARK.length()).strip());
            if (begin.matches()) {
                return read(begin, lines.subList(i + 1, lines.size()), mostBytes);
            }
        }
        return lines.isEmpty() ? new Absent() : new Damaged("its begin is missing, the log was cut");
    }

    private static String withoutTime(String line) {
        Matcher time = TIME.matcher(line);
        return time.lookingAt() ? line.substring(time.end()) : line;
    }

    private static Content read(Matcher begin, List<String> lines, int mostBytes) {
        int size = Integer.parseInt(begin.group(1));
        int count = Integer.parseInt(begin.group(3));
        if (size > mostBytes) {
            return new Damaged("it has " + size + " bytes, and at most " + mostBytes + " are taken");
        }
        Map<Integer, String> parts = new TreeMap<>();
        for (String line : lines) {
            Matcher part = PART.matcher(line.substring(MARK.length()).strip());
            if (part.matches() && part.group(2).equals(begin.group(3))) {
                parts.put(Integer.valueOf(part.group(1)), part.group(3));
            }
        }
        if (parts.size() != count) {
            return new Damaged("of its " + count + " lines " + parts.size() + " are there, the log was cut");
        }
        try {
            byte[] json = decompressed(Base64.getDecoder().decode(String.join("", parts.values())), size);
            return sha256(json).equals(begin.group(2))
                    ? new Complete(new String(json, StandardCharsets.UTF_8))
                    : new Damaged("its checksum is wrong, the log was changed");
        } catch (IllegalArgumentException | IOException e) {
            return new Damaged("it cannot be unpacked: " + e.getMessage());
        }
    }

    private static byte[] compressed(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    /** At most one byte more than there should be, whatever was sent. */
    private static byte[] decompressed(byte[] bytes, int size) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return gzip.readNBytes(size + 1);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
