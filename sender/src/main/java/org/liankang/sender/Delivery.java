package org.liankang.sender;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends one chunk and finds out what became of each of its documents. Sound documents ride together in a batch; one
 * that is no sound JSON goes alone, so that the server can answer it with a code. When a server turns a whole batch
 * down, it is halved until only the culprit is left.
 */
final class Delivery {

    private static final String NAME = "[A-Za-z]{1,64}";
    private static final String ID = "[A-Za-z0-9\\-.]{1,64}";

    private final Sender sender;
    private final String file;
    private final int number;

    Delivery(Sender sender, String file, int number) {
        this.sender = sender;
        this.file = file;
        this.number = number;
    }

    static Tally of(Sender sender, String file, Chunk chunk) throws InterruptedException {
        var delivery = new Delivery(sender, file, chunk.number());
        return chunk.whole() ? delivery.whole(chunk) : delivery.documents(chunk.documents());
    }

    private Tally whole(Chunk chunk) throws InterruptedException {
        byte[] body = chunk.documents().getFirst().bytes();
        return posted(body, Outline.of(body).entries(), chunk.key(file));
    }

    /** A bundle that says itself what to do; when it is turned down, so is all that is in it. */
    private Tally posted(byte[] bundle, int entries, String key) throws InterruptedException {
        Answer answer = sender.send(Submission.bundle(bundle, key));
        Tally tally = Tally.of(answer);
        return answer.ok() ? tally : tally.times(Math.max(1, entries));
    }

    private static boolean toPostAsItIs(Outline outline) {
        return outline.type().equals("Bundle")
                && (outline.bundle().equals("transaction") || outline.bundle().equals("batch"));
    }

    private Tally documents(List<Chunk.Document> documents) throws InterruptedException {
        List<Chunk.Document> together = new ArrayList<>();
        List<String> urls = new ArrayList<>();
        Tally sum = Tally.NONE;
        for (Chunk.Document document : documents) {
            Outline outline = Outline.of(document.bytes());
            if (document.bytes().length > Lines.LONGEST) {
                sum = sum.plus(Tally.one(false, "line-too-long"));
            } else if (toPostAsItIs(outline)) {
                sum = sum.plus(posted(document.bytes(), outline.entries(), key(List.of(document))));
            } else if (!outline.sound() || !outline.type().matches(NAME) || !usable(outline.id())) {
                sum = sum.plus(alone(document, outline));
            } else {
                together.add(document);
                urls.add(outline.id().isEmpty() ? outline.type() : outline.type() + "/" + outline.id());
            }
        }
        return together.isEmpty() ? sum : sum.plus(batch(together, urls));
    }

    private static boolean usable(String id) {
        return id.isEmpty() || id.matches(ID);
    }

    private Tally alone(Chunk.Document document, Outline outline) throws InterruptedException {
        String path = outline.sound() && outline.type().matches(NAME) ? outline.type() : "";
        return Tally.of(sender.send(new Submission("POST", path, document.bytes(), key(List.of(document)), "")));
    }

    private Tally batch(List<Chunk.Document> documents, List<String> urls) throws InterruptedException {
        Answer answer = sender.send(Submission.bundle(bundle(documents, urls), key(documents)));
        if (answer.ok()) {
            return Tally.of(answer);
        }
        if (documents.size() == 1) {
            String method = urls.getFirst().contains("/") ? "PUT" : "POST";
            byte[] body = documents.getFirst().bytes();
            return Tally.of(sender.send(new Submission(method, urls.getFirst(), body, "1" + key(documents), "")));
        }
        int half = documents.size() / 2;
        return batch(documents.subList(0, half), urls.subList(0, half))
                .plus(batch(documents.subList(half, documents.size()), urls.subList(half, urls.size())));
    }

    private String key(List<Chunk.Document> documents) {
        return Chunk.key(file, number, documents);
    }

    /** The documents' own bytes with a batch around them: nothing inside a resource is rewritten. */
    static byte[] bundle(List<Chunk.Document> documents, List<String> urls) {
        var out = new ByteArrayOutputStream(1 << 16);
        out.writeBytes(text("{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":["));
        for (int i = 0; i < documents.size(); i++) {
            Chunk.Document document = documents.get(i);
            String method = urls.get(i).contains("/") ? "PUT" : "POST";
            String full = document.fullUrl().isEmpty()
                    ? ""
                    : "\"fullUrl\":" + Json.MAPPER.writeValueAsString(document.fullUrl()) + ",";
            out.writeBytes(text((i == 0 ? "{" : ",{") + full + "\"resource\":"));
            out.writeBytes(document.bytes());
            out.writeBytes(text(",\"request\":{\"method\":\"" + method + "\",\"url\":\"" + urls.get(i) + "\"}}"));
        }
        out.writeBytes(text("]}"));
        return out.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
