package org.liankang.sender;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A file of lines through the platform's door for streams ({@code /bulk/import}), which other servers do not have. The
 * key is made of the file's content: a stream that broke is sent again from its beginning, in this run or a later one,
 * and the server passes over what is through its door already.
 */
final class Stream {

    /**
     * What became of a stream.
     *
     * @param repeated the server had taken this file to its end in an earlier load
     * @param again some lines can only come in bundles, so that the file has to be sent once more in that way
     */
    record Result(Tally tally, boolean repeated, boolean again) {}

    private static final String OPERATION = "urn:liankang:operation:import";
    /** A line without an id is a new resource, and a line may be longer than the door takes. */
    private static final Set<String> FOR_BUNDLES = Set.of("id-missing", "bulk-line-too-long");

    private static final int LINES_TOLD = 3;

    private final Sender sender;
    private final URI door;
    private final Consumer<String> notices;

    private Stream(Sender sender, URI door, Consumer<String> notices) {
        this.sender = sender;
        this.door = door;
        this.notices = notices;
    }

    /** The door of this server, if its CapabilityStatement says that it has one. */
    static Optional<Stream> to(Sender sender, Consumer<String> notices) throws InterruptedException {
        String base = sender.target().base().toString();
        if (!base.endsWith("/fhir")) {
            return Optional.empty();
        }
        for (JsonNode rest : sender.read("metadata").json().path("rest")) {
            for (JsonNode operation : rest.path("operation")) {
                if (operation.path("definition").asString("").equals(OPERATION)) {
                    URI door = URI.create(base.substring(0, base.length() - "/fhir".length()) + "/bulk/import");
                    return Optional.of(new Stream(sender, door, notices));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Sends the file; comes back when all of it is durable.
     *
     * @return empty when this account may not use the door
     */
    Optional<Result> send(Source source, Upload.Moved moved) throws IOException, InterruptedException {
        boolean zipped = source.file().getFileName().toString().endsWith(".gz");
        Answer answer = sender.send(new Upload(door, source.file(), zipped, key(source)), moved);
        if (answer.status() == 403) {
            return Optional.empty();
        }
        JsonNode manifest = answer.json();
        JsonNode output = manifest.path("output").path(0);
        if (!answer.ok() || !output.has("count")) {
            throw new SendingFailed(source.name() + " was answered " + answer.status()
                    + Tally.codeOf(manifest).map(code -> ": " + code).orElse(""));
        }
        JsonNode counts = output.path("extension");
        long unchanged = counts.path("unchanged").asLong();
        var tally = new Tally(output.path("count").asLong() - unchanged, unchanged, Map.of(), Map.of());
        Tally out = notStored(source, manifest);
        long silent = counts.path("waiting").asLong() + counts.path("refused").asLong() - out.notStored();
        if (silent > 0) {
            out = out.plus(Tally.one(false, "not-listed").times(Math.toIntExact(silent)));
        }
        boolean again = out.refused().keySet().stream().anyMatch(FOR_BUNDLES::contains);
        return Optional.of(new Result(
                tally.plus(out), manifest.path("extension").path("repeated").asBoolean(false), again));
    }

    /** Of the content and the name, and of whom the sender speaks for: the same on every day and machine. */
    private String key(Source source) throws IOException {
        MessageDigest digest = Chunk.sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(source.file())) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        digest.update((source.name() + "#" + sender.target().institution()).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Counts what the server tells about single lines, and shows the first of it. */
    private Tally notStored(Source source, JsonNode manifest) throws IOException, InterruptedException {
        Tally sum = Tally.NONE;
        int told = 0;
        for (JsonNode file : manifest.path("error")) {
            URI url = door.resolve(URI.create(file.path("url").asString("")).getRawPath());
            Answer answer = sender.download(url);
            if (!answer.ok()) {
                return sum;
            }
            for (String line : lines(answer.body())) {
                JsonNode outcome;
                try {
                    outcome = Json.MAPPER.readTree(line);
                } catch (JacksonException cut) {
                    continue;
                }
                Tally one = Tally.of(new Answer(422, line.getBytes(StandardCharsets.UTF_8), 1));
                sum = sum.plus(one);
                if (told++ < LINES_TOLD) {
                    notices.accept(source.name() + ", "
                            + outcome.path("issue").path(0).path("diagnostics").asString("") + " ("
                            + Tally.codeOf(outcome).orElse("") + ")");
                }
            }
        }
        if (told > LINES_TOLD) {
            notices.accept(source.name() + ": and " + (told - LINES_TOLD) + " more lines that are not stored");
        }
        return sum;
    }

    private static List<String> lines(byte[] body) throws IOException {
        try (var reader =
                new BufferedReader(new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank()).toList();
        }
    }
}
