package org.liankang.sender;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/** Cuts a file into chunks, always at the same places, holding one chunk at a time. */
final class Chunks implements AutoCloseable {

    static final int MOST_DOCUMENTS = 200;
    private static final int MOST_BYTES = 4 * 1024 * 1024;
    /** A bundle that must go as it is has to fit into memory; a document this long is refused by any server. */
    private static final int LARGEST = 512 * 1024 * 1024;

    /** One document after another, null at the end. */
    private interface Documents {
        Chunk.Document next() throws IOException;
    }

    private final AtomicLong read = new AtomicLong();
    private final InputStream in;
    private final Documents documents;
    private final boolean whole;
    private long reported;
    private int number;

    Chunks(Source source) throws IOException {
        Outline outline = source.lines() ? null : outline(source);
        in = Source.open(source.file(), read);
        if (outline == null) {
            var lines = new Lines(in);
            whole = false;
            documents = () -> {
                byte[] line = lines.next();
                return line == null ? null : new Chunk.Document(line, "");
            };
        } else if (outline.type().equals("Bundle") && takenApart(outline.bundle())) {
            whole = false;
            documents = entries(in);
        } else {
            whole = !outline.sound() || outline.type().equals("Bundle");
            documents = once(in, source);
        }
    }

    /** The next chunk, or null at the end. */
    Chunk next() throws IOException {
        List<Chunk.Document> batch = new ArrayList<>();
        int bytes = 0;
        while (batch.size() < MOST_DOCUMENTS && bytes < MOST_BYTES) {
            Chunk.Document document = documents.next();
            if (document == null) {
                break;
            }
            batch.add(document);
            bytes += document.bytes().length;
        }
        if (batch.isEmpty()) {
            return null;
        }
        long now = read.get();
        var chunk = new Chunk(number++, whole, List.copyOf(batch), now - reported);
        reported = now;
        return chunk;
    }

    private static Outline outline(Source source) throws IOException {
        try (InputStream in = Source.open(source.file(), new AtomicLong())) {
            return Outline.of(in);
        }
    }

    /** These say what is known, not what to do: each entry becomes an update of its own. */
    private static boolean takenApart(String bundle) {
        return switch (bundle) {
            case "collection", "document", "message", "searchset", "history" -> true;
            default -> false;
        };
    }

    private static Documents once(InputStream in, Source source) {
        var left = new boolean[] {true};
        return () -> {
            if (!left[0]) {
                return null;
            }
            left[0] = false;
            byte[] all = in.readNBytes(LARGEST);
            if (all.length == LARGEST) {
                throw new IOException(source.name() + " is one bundle of more than 512 MB; cut it into smaller ones");
            }
            return all.length == 0 ? null : new Chunk.Document(all, "");
        };
    }

    private static Documents entries(InputStream in) {
        ObjectReader one = Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        JsonParser parser = one.createParser(in);
        parser.nextToken();
        var inside = new boolean[] {false};
        return () -> {
            try {
                while (inside[0] || toEntries(parser)) {
                    inside[0] = parser.nextToken() == JsonToken.START_OBJECT;
                    if (!inside[0]) {
                        return null;
                    }
                    JsonNode entry = one.readTree(parser);
                    if (entry.path("resource").isObject()) {
                        return new Chunk.Document(
                                Json.MAPPER.writeValueAsBytes(entry.path("resource")),
                                entry.path("fullUrl").asString(""));
                    }
                }
                return null;
            } catch (JacksonException changed) {
                throw new IOException("the file changed while it was read", changed);
            }
        };
    }

    private static boolean toEntries(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean entries = parser.currentName().equals("entry");
            if (parser.nextToken() == JsonToken.START_ARRAY && entries) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
