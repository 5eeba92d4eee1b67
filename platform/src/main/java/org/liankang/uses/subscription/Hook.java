package org.liankang.uses.subscription;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Posts notifications to endpoints. Follows no redirection and reads no answer beyond its status. */
final class Hook implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int LONGEST_HEADER = 8192;
    private static final Set<String> OURS = Set.of(
            "host",
            "connection",
            "content-length",
            "content-type",
            "expect",
            "upgrade",
            "transfer-encoding",
            "te",
            "trailer",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection");

    /** What an endpoint did. */
    sealed interface Outcome {

        record Taken() implements Outcome {}

        /**
         * @param heard whether the notification may have reached the endpoint
         * @param rest seconds it asks to be left alone, 0 when it says nothing
         */
        record Failed(String code, String detail, boolean heard, long rest) implements Outcome {}
    }

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    Outcome post(URI uri, Wanted wanted, List<String> headers, byte[] body) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(wanted.timeout()))
                .header("Content-Type", wanted.mime().isEmpty() ? "application/fhir+json" : wanted.mime())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : headers) {
            int colon = header.indexOf(':');
            request.header(
                    header.substring(0, colon).strip(),
                    header.substring(colon + 1).strip());
        }
        try {
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            response.body().close();
            int status = response.statusCode();
            if (status / 100 == 2) {
                return new Outcome.Taken();
            }
            return broken("subscription-endpoint-answer", "HTTP " + status, true, wait(response));
        } catch (ConnectException | HttpConnectTimeoutException unreachable) {
            return broken("subscription-endpoint-unreachable", "no connection", false, 0);
        } catch (IOException broken) {
            return broken("subscription-endpoint-unreachable", broken.getClass().getSimpleName(), true, 0);
        }
    }

    /** Only the seconds of {@code Retry-After}; a date would need the endpoint's clock. */
    private static long wait(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,6}"))
                .map(Long::valueOf)
                .orElse(0L);
    }

    static Outcome broken(String code, String detail, boolean heard, long rest) {
        return new Outcome.Failed(code, detail, heard, rest);
    }

    /** Whether a header of a subscription ({@code Name: value}) can be sent along. */
    static boolean sendable(String header) {
        int colon = header.indexOf(':');
        return colon > 0
                && header.length() <= LONGEST_HEADER
                && header.substring(0, colon).strip().matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")
                && !OURS.contains(header.substring(0, colon).strip().toLowerCase(Locale.ROOT))
                && header.substring(colon + 1).chars().allMatch(c -> c == '\t' || c >= ' ' && c < 127);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
