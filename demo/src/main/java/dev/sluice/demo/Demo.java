package dev.sluice.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program behind {@code make demo}. It starts everything and shows it; then it gives the tour when {@code TOUR} is
 * set, waits for a person when there is a terminal, and otherwise ends. The exit code is 0 when everything that was
 * asked for has happened.
 */
public final class Demo {

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final int FAILED = 1;
    private static final String STOPPING = "stopping everything";

    private final RunFolder run;
    private final Progress progress;
    private final boolean tour;
    private final boolean terminal;

    private Demo(RunFolder run, Progress progress, boolean tour, boolean terminal) {
        this.run = run;
        this.progress = progress;
        this.tour = tour;
        this.terminal = terminal;
    }

    /**
     * Runs the demo.
     *
     * @param arguments the source tree; the folder of this run, which holds the programs; {@code terminal} when a person
     *     can answer
     */
    public static void main(String[] arguments) {
        var run = new RunFolder(Path.of(arguments[0]), Path.of(arguments[1]));
        boolean terminal = arguments.length > 2 && arguments[2].equals("terminal");
        String wish = System.getenv("TOUR");
        boolean tour = wish != null && !wish.isBlank() && !wish.equals("0");
        var progress = new Progress(System.out, InstantSource.system());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> progress.end(STOPPING), "say-stopping"));
        boolean happened = new Demo(run, progress, tour, terminal).run();
        System.exit(happened ? 0 : FAILED);
    }

    private boolean run() {
        try {
            Files.createDirectories(run.logs());
            Files.createDirectories(run.mount());
            return present();
        } catch (IOException | RuntimeException e) {
            LOG.error("The demo could not go on", e);
            progress.say("FAIL  " + e.getMessage());
            sayWhereLogsAre();
            return false;
        }
    }

    private void sayWhereLogsAre() {
        progress.print("The logs are in " + run.logs());
    }

    private boolean present() throws IOException {
        try (Site site = Site.start(run, progress)) {
            var overview = new Overview(site, progress);
            overview.print();
            if (terminal) {
                overview.printCommands();
            }
            boolean happened = !tour || guide(site);
            if (terminal && !tour) {
                progress.print("\nEnter starts the tour, Ctrl-C stops everything.");
                awaitEnter();
                happened = guide(site);
                progress.print("\nEverything is still running. Enter or Ctrl-C stops it.");
                awaitEnter();
            }
            if (!happened) {
                sayWhereLogsAre();
            } else if (!terminal && !tour) {
                progress.print("\nThere is no terminal to wait for, so it ends here; TOUR=1 gives the tour first.");
            }
            progress.end(STOPPING);
            return happened;
        }
    }

    private boolean guide(Site site) {
        boolean passed = new Tour(site, progress).run();
        progress.headline("The sample application after the tour");
        site.sample().counts().ifPresent(counts -> progress.print(Overview.table(counts)));
        progress.print(passed ? "\nThe tour has passed." : "\nThe tour has FAILED.");
        return passed;
    }

    private static void awaitEnter() throws IOException {
        int read = System.in.read();
        while (read != '\n' && read >= 0) {
            read = System.in.read();
        }
    }
}
