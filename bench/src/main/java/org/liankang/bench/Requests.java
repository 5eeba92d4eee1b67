package org.liankang.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.liankang.sender.Target;

/** Whole HTTP requests as bytes, made before a clock starts. Paths are given as they stand in the request line. */
final class Requests {

    static final String FHIR = "application/fhir+json";
    static final String NDJSON = "application/fhir+ndjson";

    private final String path;
    private final String head;

    Requests(Target target) {
        URI base = target.base();
        path = base.getRawPath();
        StringBuilder text = new StringBuilder()
                .append(" HTTP/1.1\r\nHost: ")
                .append(base.getRawAuthority())
                .append("\r\nAccept: ")
                .append(FHIR)
                .append(", application/json;q=0.9\r\n");
        if (!target.token().isEmpty()) {
            text.append("Authorization: Bearer ").append(target.token()).append("\r\n");
        }
        if (!target.institution().isEmpty()) {
            text.append("Liankang-Institution: ").append(target.institution()).append("\r\n");
        }
        head = text.toString();
    }

    byte[] get(String below) {
        return bytes("GET " + at(below) + head + "\r\n");
    }

    byte[] put(String below, byte[] body) {
        return with("PUT", below, FHIR, body, List.of("Prefer: return=minimal"));
    }

    /** A bundle goes to the base address itself. */
    byte[] bundle(byte[] body) {
        return with("POST", "", FHIR, body, List.of("Prefer: return=minimal"));
    }

    byte[] with(String method, String below, String type, byte[] body, List<String> more) {
        var text = new StringBuilder(method).append(' ').append(at(below)).append(head);
        text.append("Content-Type: ")
                .append(type)
                .append("\r\nContent-Length: ")
                .append(body.length);
        more.forEach(line -> text.append("\r\n").append(line));
        byte[] start = bytes(text.append("\r\n\r\n").toString());
        byte[] request = new byte[start.length + body.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(body, 0, request, start.length, body.length);
        return request;
    }

    private String at(String below) {
        String whole = below.startsWith("/") ? below : below.isEmpty() ? path : path + "/" + below;
        return whole.isEmpty() ? "/" : whole;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
