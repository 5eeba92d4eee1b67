package org.liankang.web.fhir;

import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The body of a request, bounded before and after unpacking. */
final class Payload {

    /** Bytes; larger work is split by the sender, as {@code ./liankang load} does. */
    static final int LARGEST = 32 * 1024 * 1024;

    private Payload() {}

    static byte[] read(HttpServletRequest request) throws IOException {
        String type = request.getContentType();
        if (type != null && !type.contains("json") && !type.startsWith("application/octet-stream")) {
            throw new Refusal("media-type-unsupported", "Content-Type", "must be application/fhir+json");
        }
        if (request.getContentLengthLong() > LARGEST) {
            throw tooLarge();
        }
        boolean zipped = "gzip".equalsIgnoreCase(request.getHeader("Content-Encoding"));
        try (InputStream body = zipped ? new GZIPInputStream(request.getInputStream()) : request.getInputStream()) {
            byte[] bytes = body.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw tooLarge();
            }
            return bytes;
        } catch (ZipException | EOFException broken) {
            throw new Refusal("request-invalid", "Content-Encoding", "says gzip, but the body is not");
        }
    }

    private static Refusal tooLarge() {
        return new Refusal("payload-too-large", "", "is larger than " + LARGEST + " bytes");
    }
}
