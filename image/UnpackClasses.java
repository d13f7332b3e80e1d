import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Unpacks the classes of all jars under a folder into another one. Descriptions of modules are left out: jdeps then takes
 * the classes as one heap, and misses no optional module that is not there.
 */
final class UnpackClasses {

    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[1]);
        List<Path> jars;
        try (Stream<Path> files = Files.walk(Path.of(arguments[0]))) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
        for (Path jar : jars) {
            try (InputStream in = Files.newInputStream(jar);
                    ZipInputStream zip = new ZipInputStream(in)) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    Path file = target.resolve(entry.getName()).normalize();
                    boolean wanted = file.toString().endsWith(".class") && !file.endsWith("module-info.class");
                    if (wanted && file.startsWith(target)) {
                        Files.createDirectories(file.getParent());
                        Files.copy(zip, file, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
    }
}
