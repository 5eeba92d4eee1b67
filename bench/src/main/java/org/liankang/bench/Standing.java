package org.liankang.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.liankang.sender.Answer;
import org.liankang.sender.Options;
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
    private final Path folder;

    private Standing(Target target, OwnServer own, boolean kept, Path folder) {
        this.target = target;
        this.own = own;
        this.kept = kept;
        this.folder = folder;
    }

    static Standing at(Target target) {
        return new Standing(target, null, false, null);
    }

    /**
     * A server that someone else started on this machine and whose CPU time and size can be seen.
     *
     * @param folder its data folder, with {@code server.pid} (the process) and {@code postgres/} (its database)
     */
    static Standing beside(Target target, Path folder) {
        if (!Files.isReadable(folder.resolve("server.pid")) || !Files.isReadable(postmaster(folder))) {
            throw new Options.Wrong(folder + " holds no server.pid and postgres/postmaster.pid of a running server");
        }
        return new Standing(target, null, false, folder);
    }

    /** @param kept its data folder stays when it is closed */
    static Standing started(OwnServer own, boolean kept) throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(own::end));
        own.start();
        return new Standing(new Target(own.base() + "/fhir", own.senderToken(), ""), own, kept, own.data());
    }

    Target target() {
        return target;
    }

    boolean ours() {
        return own != null;
    }

    /** The data folder, if it is known. */
    Path data() {
        return folder;
    }

    Cpu cpu() throws IOException {
        if (own != null) {
            return Cpu.now(own.pid(), own.postmaster());
        }
        return folder == null ? Cpu.ofClient() : Cpu.now(pid(folder.resolve("server.pid")), pid(postmaster(folder)));
    }

    private static Path postmaster(Path folder) {
        return folder.resolve("postgres/postmaster.pid");
    }

    private static long pid(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return Long.parseLong(lines.getFirst().strip());
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

    /** Stops a server of ours; its data folder stays until it is closed. Any other goes on. */
    void stop() throws InterruptedException {
        if (own != null) {
            own.stop();
        }
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
