package org.liankang.web.fhir;

import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The body of a request, bounded before and after unpacking; XML is turned into JSON here and is JSON ever after. */
final class Payload {

    /** Bytes; larger work is split by the sender, as {@code ./liankang load} does. */
    static final int LARGEST = 32 * 1024 * 1024;

    /** Where a body comes from when it is asked for. */
    @FunctionalInterface
    interface Source {
        byte[] read() throws IOException;
    }

    private Payload() {}

    /** Resources and patches. */
    static byte[] read(HttpServletRequest request, Xml xml) throws IOException {
        String type = kind(request);
        boolean marked = type.contains("xml");
        if (!type.isEmpty() && !type.contains("json") && !marked && !type.equals("application/octet-stream")) {
            throw new Refusal("media-type-unsupported", "Content-Type", "must be application/fhir+json");
        }
        byte[] bytes = bytes(request, marked ? Xml.LARGEST : LARGEST);
        if (marked) {
            return xml.toJson(bytes);
        }
        utf8(bytes);
        return bytes;
    }

    /** A search by form. */
    static byte[] form(HttpServletRequest request, int most) throws IOException {
        String type = kind(request);
        if (!type.isEmpty() && !type.equals("application/x-www-form-urlencoded")) {
            // an empty body says nothing, whatever it calls itself
            if (request.getContentLengthLong() == 0) {
                return new byte[0];
            }
            throw new Refusal("media-type-unsupported", "Content-Type", "must be application/x-www-form-urlencoded");
        }
        return bytes(request, most);
    }

    /** The media type without its parameters; the charset among them must be UTF-8. */
    private static String kind(HttpServletRequest request) {
        String type = request.getContentType();
        if (type == null) {
            return "";
        }
        String lower = type.toLowerCase(Locale.ROOT);
        int charset = lower.indexOf("charset=");
        if (charset >= 0
                && !lower.substring(charset + 8).replace("\"", "").strip().startsWith("utf-8")) {
            throw new Refusal("media-type-unsupported", "Content-Type", "the charset must be UTF-8");
        }
        int end = lower.indexOf(';');
        return (end < 0 ? lower : lower.substring(0, end)).strip();
    }

    private static byte[] bytes(HttpServletRequest request, int most) throws IOException {
        if (request.getContentLengthLong() > most) {
            throw tooLarge(most);
        }
        String coding = request.getHeader("Content-Encoding");
        boolean zipped = "gzip".equalsIgnoreCase(coding);
        if (coding != null && !zipped && !coding.equalsIgnoreCase("identity")) {
            throw new Refusal("media-type-unsupported", "Content-Encoding", "must be gzip or none");
        }
        try (InputStream body = zipped ? new GZIPInputStream(request.getInputStream()) : request.getInputStream()) {
            byte[] bytes = body.readNBytes(most + 1);
            if (bytes.length > most) {
                throw tooLarge(most);
            }
            return bytes;
        } catch (ZipException | EOFException broken) {
            throw new Refusal("request-invalid", "Content-Encoding", "says gzip, but the body is not");
        }
    }

    /** The JSON reader would guess UTF-16 and UTF-32 by their zero bytes; FHIR allows UTF-8 only (R4, 2.6.1). */
    private static void utf8(byte[] bytes) {
        int look = Math.min(4, bytes.length);
        boolean other = look >= 2 && ((bytes[0] & 0xff) >= 0xfe && (bytes[1] & 0xff) >= 0xfe);
        for (int i = 0; i < look; i++) {
            other |= bytes[i] == 0;
        }
        if (other) {
            throw new Refusal("encoding-invalid", "", "must be UTF-8");
        }
    }

    private static Refusal tooLarge(int most) {
        return new Refusal("payload-too-large", "", "is larger than " + most + " bytes");
    }
}
