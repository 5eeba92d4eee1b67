package org.liankang;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures the innermost steps of storing and reading, each alone and resource by resource, with JMH: {@code ./liankang
 * bench kernels FOLDER [JMH OPTIONS]}. The folder holds {@code Type.ndjson.gz} files; {@code -p type=Observation}
 * measures one type, {@code -h} tells the other options.
 */
public final class Kernels {

    private static final String FOLDER = "liankang.kernels.folder";
    private static final int MOST = 500;

    private Kernels() {}

    public static void main(String[] words) throws RunnerException, CommandLineOptionException {
        if (words.length == 0) {
            System.err.println("usage: liankang bench kernels FOLDER [JMH OPTIONS]");
            System.exit(2);
        }
        var options = new CommandLineOptions(Arrays.copyOfRange(words, 1, words.length));
        if (options.shouldHelp()) {
            try {
                options.showHelp();
            } catch (IOException failure) {
                throw new RunnerException(failure);
            }
            return;
        }
        String folder = Path.of(words[0]).toAbsolutePath().toString();
        new Runner(new OptionsBuilder()
                        .parent(options)
                        .jvmArgsAppend("-D" + FOLDER + "=" + folder, "--enable-native-access=ALL-UNNAMED")
                        .build())
                .run();
    }

    /** The first resources of a type, as bytes. */
    public static byte[][] resources(String type) throws IOException {
        Path file = Path.of(System.getProperty(FOLDER), type + ".ndjson.gz");
        List<byte[]> resources = new ArrayList<>();
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && resources.size() < MOST; line = lines.readLine()) {
                resources.add(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return resources.toArray(byte[][]::new);
    }
}
