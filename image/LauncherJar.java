import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes.Name;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Writes a jar that starts the packaged operator from Java's own class path, where Quarkus's launcher has a class loader of
 * its own: an archive of classes (CDS) holds none of its classes.
 */
final class LauncherJar {

    private static final Name OPENS = new Name("Add-Opens");

    /** The folder of the packaged operator, and the jar, which is to lie in that folder where it runs. */
    public static void main(String[] arguments) throws IOException {
        Path program = Path.of(arguments[0]);
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Name.MAIN_CLASS, "io.quarkus.runner.GeneratedMain");
        manifest.getMainAttributes().put(Name.CLASS_PATH, String.join(" ", classPath(program)));
        try (JarFile quarkus = new JarFile(program.resolve("quarkus-run.jar").toFile())) {
            String opens = quarkus.getManifest().getMainAttributes().getValue(OPENS);
            if (opens != null) {
                manifest.getMainAttributes().put(OPENS, opens);
            }
        }
        try (OutputStream out = Files.newOutputStream(Path.of(arguments[1]));
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.finish();
        }
    }

    /** In the order of Quarkus's launcher: what it has rewritten comes before the original. */
    private static List<String> classPath(Path program) throws IOException {
        List<String> jars = new ArrayList<>();
        for (String first : List.of("quarkus/transformed-bytecode.jar", "quarkus/generated-bytecode.jar")) {
            if (Files.exists(program.resolve(first))) {
                jars.add(first);
            }
        }
        for (String folder : List.of("app", "lib/boot", "lib/main")) {
            try (Stream<Path> files = Files.list(program.resolve(folder))) {
                files.map(file -> folder + "/" + file.getFileName())
                        .filter(name -> name.endsWith(".jar"))
                        .sorted()
                        .forEach(jars::add);
            }
        }
        return jars;
    }
}
