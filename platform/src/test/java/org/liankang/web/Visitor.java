package org.liankang.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody who visits pages without scripts: keeps cookies, follows redirections, sends forms with their token. */
public final class Visitor {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final String address;
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private String token = "";

    /** What came back, after redirections. */
    public record Answer(int status, String path, String body) {}

    private Visitor(String address) {
        this.address = address;
    }

    public static Visitor stranger(RunningPlatform platform) {
        return new Visitor(platform.address());
    }

    /** Signed in as one of the demonstration accounts. */
    public static Visitor signedIn(RunningPlatform platform, String login) {
        var visitor = new Visitor(platform.address());
        visitor.get("/sign-in");
        visitor.post("/sign-in", Map.of("login", List.of(login), "password", List.of(login + "-demo")));
        return visitor;
    }

    public Answer get(String path) {
        return send(HttpRequest.newBuilder(URI.create(address + path)).GET());
    }

    /** Sends a form with the token of the page seen last. */
    public Answer post(String path, Map<String, List<String>> fields) {
        return postWithToken(path, fields, token);
    }

    public Answer postWithToken(String path, Map<String, List<String>> fields, String csrf) {
        String body = fields.entrySet().stream()
                .flatMap(
                        field -> field.getValue().stream().map(value -> encoded(field.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&", "_csrf=" + encoded(csrf) + "&", ""));
        return send(HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Matcher found = TOKEN.matcher(response.body());
            if (found.find()) {
                token = found.group(1);
            }
            String query = response.uri().getQuery();
            return new Answer(
                    response.statusCode(),
                    response.uri().getPath() + (query == null ? "" : "?" + query),
                    response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
