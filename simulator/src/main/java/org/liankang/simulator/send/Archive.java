package org.liankang.simulator.send;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.liankang.simulator.Simulator;
import org.liankang.simulator.fhir.Bundle;

/** Writes the stream to files: one Bundle a line, and the count beside it. */
public final class Archive {

    private Archive() {}

    public static void write(Simulator simulator, Path directory, Progress progress) throws IOException {
        Files.createDirectories(directory);
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(directory.resolve("bundles.ndjson.gz")), 1 << 16);
                OutputStream lines = new BufferedOutputStream(new Fast(file), 1 << 16)) {
            while (simulator.hasNext()) {
                Bundle bundle = simulator.next();
                lines.write(bundle.json());
                lines.write('\n');
                progress.add(bundle.resources(), simulator.residents());
            }
        }
        Files.writeString(directory.resolve("truth.json"), simulator.truth().toJson());
        progress.finish();
    }

    /** Speed matters more than the last tenth of size. */
    private static final class Fast extends GZIPOutputStream {
        Fast(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
