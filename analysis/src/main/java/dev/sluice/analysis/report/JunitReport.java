package dev.sluice.analysis.report;

import dev.sluice.analysis.finding.Finding;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The report as JUnit's XML, which CI servers show as tests: a suite for each migration, and in it a test for each issue,
 * or one that passes. An issue that does not fail the check is a test that passes, with what it says as its output.
 */
public final class JunitReport {

    private final XMLStreamWriter xml;
    private final FailOn failOn;

    private JunitReport(XMLStreamWriter xml, FailOn failOn) {
        this.xml = xml;
        this.failOn = failOn;
    }

    /** Renders a report. */
    public static String write(MigrationReport report, FailOn failOn) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            new JunitReport(xml, failOn).document(report);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("cannot write XML into memory", e);
        }
        return text + "\n";
    }

    private void document(MigrationReport report) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        begin(0, "testsuites");
        attribute("name", "sluice migrations check");
        counts(
                report.migrations().stream().mapToLong(this::failures).sum(),
                report.migrations().stream().mapToInt(JunitReport::tests).sum());
        for (CheckedMigration migration : report.migrations()) {
            suite(migration, report.tool());
        }
        end(0);
        xml.writeEndDocument();
    }

    private void suite(CheckedMigration migration, String tool) throws XMLStreamException {
        begin(1, "testsuite");
        attribute("name", migration.file());
        counts(failures(migration), tests(migration));
        property("tool", tool);
        boolean omits = migration.omitted().total() > 0;
        if (migration.issues().isEmpty() && !omits) {
            begin(2, "testcase");
            attribute("classname", migration.file());
            attribute("name", "no finding");
            xml.writeEndElement();
        }
        for (Issue issue : migration.issues()) {
            test(migration, issue);
        }
        if (omits) {
            omitted(migration);
        }
        end(1);
    }

    private void property(String name, String value) throws XMLStreamException {
        begin(2, "properties");
        begin(3, "property");
        attribute("name", name);
        attribute("value", value);
        xml.writeEndElement();
        end(2);
    }

    private void test(CheckedMigration migration, Issue issue) throws XMLStreamException {
        Finding finding = issue.finding();
        begin(2, "testcase");
        attribute("classname", migration.file());
        attribute(
                "name", finding.rule() + " at line " + finding.location().from().line());
        outcome(failOn.failsFor(issue), finding.rule(), finding.message(), detail(issue));
        end(2);
    }

    /** Findings that are counted only, as one test. */
    private void omitted(CheckedMigration migration) throws XMLStreamException {
        String words = OmittedWords.of(migration.omitted());
        begin(2, "testcase");
        attribute("classname", migration.file());
        attribute("name", "findings not shown");
        outcome(isOmittedFailure(migration), "findings-not-shown", words, words);
        end(2);
    }

    private void outcome(boolean fails, String type, String message, String detail) throws XMLStreamException {
        if (fails) {
            begin(3, "failure");
            attribute("type", type);
            attribute("message", Printable.line(message));
        } else {
            begin(3, "system-out");
        }
        xml.writeCharacters(valid(Printable.lines(detail)));
        xml.writeEndElement();
    }

    private static String detail(Issue issue) {
        Finding finding = issue.finding();
        String known = issue.known() ? " (known by the baseline)" : "";
        String detail = finding.location() + ": " + Risk.of(finding.severity()).text() + known + "\n"
                + finding.message() + "\n" + finding.why() + "\n" + finding.instead();
        return finding.example().isBlank() ? detail : detail + "\n" + finding.example();
    }

    private static int tests(CheckedMigration migration) {
        return Math.max(1, migration.issues().size() + (migration.omitted().total() > 0 ? 1 : 0));
    }

    private long failures(CheckedMigration migration) {
        return migration.issues().stream().filter(failOn::failsFor).count() + (isOmittedFailure(migration) ? 1 : 0);
    }

    private boolean isOmittedFailure(CheckedMigration migration) {
        return failOn.failsFor(Tally.of(migration.omitted()).worst());
    }

    private void counts(long failures, int tests) throws XMLStreamException {
        attribute("tests", Integer.toString(tests));
        attribute("failures", Long.toString(failures));
        attribute("errors", "0");
        attribute("skipped", "0");
    }

    private void begin(int depth, String element) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
        xml.writeStartElement(element);
    }

    private void end(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
        xml.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, valid(value));
    }

    /** XML 1.0 has no place for most control characters, in no form. */
    private static String valid(String text) {
        StringBuilder valid = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == '\t'
                                || c == '\n'
                                || c == '\r'
                                || (c >= ' ' && c <= 0xD7FF)
                                || (c >= 0xE000 && c <= 0xFFFD)
                                || c >= 0x10000
                        ? c
                        : 0xFFFD)
                .forEach(valid::appendCodePoint);
        return valid.toString();
    }
}
