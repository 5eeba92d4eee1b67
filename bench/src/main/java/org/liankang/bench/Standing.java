package org.liankang.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.liankang.sender.Answer;
import org.liankang.sender.Sender;
import org.liankang.sender.SendingFailed;
import org.liankang.sender.Target;
import tools.jackson.databind.JsonNode;

/** The server a measurement stands before: any FHIR server, or one of our own that was started for it. */
final class Standing implements AutoCloseable {

    private static final long MOST_NANOS = 3_600_000_000_000L;

    private final Target target;
    private final OwnServer own;
    private final boolean kept;

    private Standing(Target target, OwnServer own, boolean kept) {
        this.target = target;
        this.own = own;
        this.kept = kept;
    }

    static Standing at(Target target) {
        return new Standing(target, null, false);
    }

    /** @param kept its data folder stays when it is closed */
    static Standing started(OwnServer own, boolean kept) throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(own::end));
        own.start();
        return new Standing(new Target(own.base() + "/fhir", own.senderToken(), ""), own, kept);
    }

    Target target() {
        return target;
    }

    boolean ours() {
        return own != null;
    }

    /** The data folder of a server of ours. */
    Path data() {
        return own.data();
    }

    Cpu cpu() throws IOException {
        return own == null ? Cpu.ofClient() : Cpu.now(own.pid(), own.postmaster());
    }

    /** Waits until all books have read what is stored now; false when this server does not say. */
    boolean awaitBooks() throws InterruptedException {
        String base = target.base().toString();
        if (!base.endsWith("/fhir")) {
            return false;
        }
        var platform = new Target(base.substring(0, base.length() - "/fhir".length()), target.token(), "");
        long start = System.nanoTime();
        try (var sender = new Sender(platform)) {
            while (System.nanoTime() - start < MOST_NANOS) {
                Answer answer = sender.read("api/system/books");
                if (!answer.ok() || !answer.json().path("books").isArray()) {
                    return false;
                }
                if (read(answer.json())) {
                    return true;
                }
                Thread.sleep(100);
            }
            throw new SendingFailed("the books have not caught up in an hour");
        } catch (SendingFailed noneOfOurs) {
            if (ours()) {
                throw noneOfOurs;
            }
            return false;
        }
    }

    private static boolean read(JsonNode state) {
        long last = state.path("last").asLong();
        for (JsonNode book : state.path("books")) {
            if (book.path("position").asLong() < last) {
                return false;
            }
        }
        return true;
    }

    /** Stops a server of ours; its data folder stays until it is closed. */
    void stop() throws InterruptedException {
        own.stop();
    }

    @Override
    public void close() throws IOException {
        if (own != null) {
            try {
                own.stop();
                if (!kept) {
                    own.forget();
                }
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
