package org.liankang.sender;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What of one file has been acknowledged, so that a load that was stopped goes on where it was. It is believed only
 * while the file has the size, the time and the first chunk it had; otherwise it begins anew. A line is written after
 * the acknowledgement: at worst a chunk is sent twice, under the same key.
 */
final class Journal {

    /** The first line: which file, as it was, sent where. */
    private record Head(String target, String file, long size, long modified, String first) {}

    /** Every other line. */
    private record Done(int chunk, Tally tally) {}

    private final Path path;
    private final Map<Integer, Tally> done = new HashMap<>();

    private Journal(Path path, Head head) throws IOException {
        this.path = path;
        if (Files.exists(path) && read(Files.readAllLines(path), head)) {
            // A line cut off by a kill must not swallow the next one.
            Files.writeString(path, "\n", StandardOpenOption.APPEND);
        } else {
            Files.writeString(path, Json.MAPPER.writeValueAsString(head) + "\n");
        }
    }

    /** @param first key of the file's first chunk */
    static Journal open(Path folder, Target target, Source source, String first) throws IOException {
        Files.createDirectories(folder);
        Path file = source.file().toAbsolutePath().normalize();
        byte[] digest = Chunk.sha256().digest((target.base() + " " + file).getBytes(StandardCharsets.UTF_8));
        String name = HexFormat.of().formatHex(digest, 0, 8) + "-" + file.getFileName() + ".jsonl";
        long modified = Files.getLastModifiedTime(file).toMillis();
        var head = new Head(target.base().toString(), file.toString(), source.size(), modified, first);
        return new Journal(folder.resolve(name), head);
    }

    /** What became of a chunk acknowledged before, or null. */
    synchronized Tally before(int chunk) {
        return done.get(chunk);
    }

    synchronized void acknowledged(int chunk, Tally tally) throws IOException {
        Files.writeString(
                path, Json.MAPPER.writeValueAsString(new Done(chunk, tally)) + "\n", StandardOpenOption.APPEND);
    }

    void remove() throws IOException {
        Files.deleteIfExists(path);
    }

    private boolean read(List<String> lines, Head head) {
        try {
            if (lines.isEmpty()
                    || !Json.MAPPER.readValue(lines.getFirst(), Head.class).equals(head)) {
                return false;
            }
        } catch (JacksonException cut) {
            return false;
        }
        lines.stream().skip(1).forEach(this::readDone);
        return true;
    }

    private void readDone(String line) {
        try {
            JsonNode tree = Json.MAPPER.readTree(line);
            if (tree.has("tally")) {
                Done read = Json.MAPPER.treeToValue(tree, Done.class);
                done.put(read.chunk(), read.tally());
            }
        } catch (JacksonException cut) {
            // The last line of a killed load: that chunk is sent again under the same key.
        }
    }
}
