package org.liankang.sender;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The one HTTP client. {@link #send} comes back when the server has said what became of the submission, and not
 * before: a server that is killed and restarted meanwhile is asked again with the same key. Safe for many threads.
 */
public final class Sender implements AutoCloseable {

    private final Target target;
    private final Patience patience;
    private final Consumer<String> notices;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    public Sender(Target target, Patience patience, Consumer<String> notices) {
        this.target = target;
        this.patience = patience;
        this.notices = notices;
    }

    public Sender(Target target) {
        this(target, Patience.LONG, notice -> {});
    }

    public Target target() {
        return target;
    }

    /** @throws SendingFailed if the server stays away for too long or refuses the token */
    public Answer send(Submission submission) throws InterruptedException {
        HttpRequest request = request(submission);
        return admitted(asking(() -> client.send(request, BodyHandlers.ofByteArray()), () -> 0));
    }

    /**
     * Sends a file as one request, as often as it takes. It may last as long as it moves.
     *
     * @return any answer, 403 included
     * @throws SendingFailed if the server stays away for too long or refuses the token
     */
    Answer send(Upload upload, Upload.Moved moved) throws IOException, InterruptedException {
        var at = new AtomicLong();
        var farthest = new AtomicLong();
        HttpRequest request = with(HttpRequest.newBuilder(upload.to()), target.institution())
                .header("Content-Type", "application/fhir+ndjson")
                .header("Content-Encoding", upload.zipped() ? "gzip" : "identity")
                .header("Idempotency-Key", upload.key())
                .POST(upload.body(bytes -> {
                    at.set(bytes);
                    farthest.accumulateAndGet(bytes, Math::max);
                    moved.to(bytes);
                }))
                .build();
        Answer answer = asking(() -> whileMoving(request, at), farthest::get);
        return answer.status() == 403 ? answer : admitted(answer);
    }

    Answer download(URI address) throws InterruptedException {
        HttpRequest request = with(HttpRequest.newBuilder(address), "")
                .timeout(patience.answer())
                .build();
        return admitted(asking(() -> client.send(request, BodyHandlers.ofByteArray()), () -> 0));
    }

    private interface Attempt {
        HttpResponse<byte[]> answer() throws IOException, InterruptedException;
    }

    /** @param moved how far attempts have come; patience begins anew when it grows */
    private Answer asking(Attempt once, LongSupplier moved) throws InterruptedException {
        long start = System.nanoTime();
        long far = moved.getAsLong();
        int broken = 0;
        for (int attempt = 1; ; attempt++) {
            String trouble;
            try {
                HttpResponse<byte[]> response = once.answer();
                int status = response.statusCode();
                boolean again = switch (status) {
                    case 408, 425, 429, 502, 503, 504 -> true;
                    case 409 -> stillRunning(response.body());
                    default -> status >= 500 && ++broken < patience.broken();
                };
                if (!again) {
                    return new Answer(status, response.body(), attempt);
                }
                trouble = "the server answers " + status;
            } catch (IOException away) {
                trouble = "the server does not answer";
            }
            if (moved.getAsLong() > far) {
                far = moved.getAsLong();
                start = System.nanoTime();
            }
            if (System.nanoTime() - start > patience.away().toNanos()) {
                throw new SendingFailed(trouble + " at " + target.base() + "; gave up after " + attempt + " attempts");
            }
            if (attempt == 4) {
                notices.accept(trouble + "; trying on");
            }
            Thread.sleep(patience.pause(attempt));
        }
    }

    /** The server has not noticed yet that the attempt before has broken. */
    private static boolean stillRunning(byte[] body) {
        return Tally.codeOf(new Answer(409, body, 1).json())
                .filter("bulk-upload-running"::equals)
                .isPresent();
    }

    private HttpResponse<byte[]> whileMoving(HttpRequest request, AtomicLong at)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, BodyHandlers.ofByteArray());
        long seen = -1;
        long since = System.nanoTime();
        try {
            while (true) {
                try {
                    return answer.get(1, TimeUnit.SECONDS);
                } catch (TimeoutException waiting) {
                    if (at.get() != seen) {
                        seen = at.get();
                        since = System.nanoTime();
                    } else if (System.nanoTime() - since > patience.answer().toNanos()) {
                        throw new IOException("nothing moves any more", waiting);
                    }
                } catch (ExecutionException failed) {
                    throw new IOException(failed.getCause());
                }
            }
        } finally {
            answer.cancel(true);
        }
    }

    /** A read of anything below the base address, for example {@code Patient/1}; repeated like a submission. */
    public Answer read(String path) throws InterruptedException {
        return send(new Submission("GET", path, new byte[0], "", ""));
    }

    private Answer admitted(Answer answer) {
        return switch (answer.status()) {
            case 401 -> throw new SendingFailed("the server does not accept the token (401)");
            case 403 ->
                throw new SendingFailed("the token may not do this (403)"
                        + Tally.codeOf(answer.json()).map(code -> ": " + code).orElse(""));
            case 301, 302, 307, 308, 404, 405 -> {
                if (answer.json().path("resourceType").asString("").isEmpty()) {
                    throw new SendingFailed(
                            "there is no FHIR server at " + target.base() + " (" + answer.status() + ")");
                }
                yield answer;
            }
            default -> answer;
        };
    }

    private HttpRequest request(Submission submission) {
        var request = HttpRequest.newBuilder(target.at(submission.path()))
                .timeout(patience.answer())
                .header("Accept", "application/fhir+json, application/json;q=0.9");
        if (submission.method().equals("GET")) {
            request.GET();
        } else {
            request.header("Content-Type", "application/fhir+json")
                    .header("Idempotency-Key", submission.key())
                    .method(submission.method(), BodyPublishers.ofByteArray(submission.body()));
        }
        return with(request, submission.institution().isEmpty() ? target.institution() : submission.institution())
                .build();
    }

    private HttpRequest.Builder with(HttpRequest.Builder request, String institution) {
        if (!target.token().isEmpty()) {
            request.header("Authorization", "Bearer " + target.token());
        }
        if (!institution.isEmpty()) {
            request.header("Liankang-Institution", institution);
        }
        return request;
    }

    @Override
    public void close() {
        client.close();
    }
}
