package dev.sluice.cli;

import dev.sluice.cli.migrations.SluiceVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code sluice --version} prints. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"sluice " + SluiceVersion.read()};
    }
}
