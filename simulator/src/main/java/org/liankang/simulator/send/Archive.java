package org.liankang.simulator.send;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.IntSupplier;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.liankang.sender.Progress;
import org.liankang.simulator.fhir.Bundle;

/** Writes the stream to a file, one Bundle a line. */
public final class Archive {

    private Archive() {}

    public static void write(Iterator<Bundle> bundles, IntSupplier residents, Path directory, Progress progress)
            throws IOException {
        Files.createDirectories(directory);
        try (OutputStream file = new BufferedOutputStream(
                        Files.newOutputStream(directory.resolve("bundles.ndjson.gz")), 1 << 16);
                OutputStream lines = new BufferedOutputStream(new Fast(file), 1 << 16)) {
            while (bundles.hasNext()) {
                Bundle bundle = bundles.next();
                lines.write(bundle.json());
                lines.write('\n');
                progress.reach(residents.getAsInt(), bundle.resources());
            }
        }
    }

    /** Speed matters more than the last tenth of size. */
    private static final class Fast extends GZIPOutputStream {
        Fast(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
