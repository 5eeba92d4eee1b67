package org.liankang.sender;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Consumer;

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
        long start = System.nanoTime();
        int broken = 0;
        for (int attempt = 1; ; attempt++) {
            String trouble;
            try {
                HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
                int status = response.statusCode();
                boolean again = switch (status) {
                    case 408, 425, 429, 502, 503, 504 -> true;
                    default -> status >= 500 && ++broken < patience.broken();
                };
                if (!again) {
                    return admitted(new Answer(status, response.body(), attempt));
                }
                trouble = "the server answers " + status;
            } catch (IOException away) {
                trouble = "the server does not answer";
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
        if (!target.token().isEmpty()) {
            request.header("Authorization", "Bearer " + target.token());
        }
        String institution = submission.institution().isEmpty() ? target.institution() : submission.institution();
        if (!institution.isEmpty()) {
            request.header("Liankang-Institution", institution);
        }
        return request.build();
    }

    @Override
    public void close() {
        client.close();
    }
}
