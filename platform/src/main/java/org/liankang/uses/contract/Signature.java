package org.liankang.uses.contract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A signature drawn with a finger: strokes as an SVG path of absolute points, {@code M x y L x y …}, in a field of 600 by
 * 240. Nothing else is taken, so that what is shown again can only be lines.
 */
public record Signature(String strokes) {

    public static final int WIDTH = 600;
    public static final int HEIGHT = 240;
    static final int LONGEST = 24_000;
    private static final int FEWEST_POINTS = 8;
    private static final String TYPE = "image/svg+xml";

    /** The strokes as a browser sent them, or nothing when they are too long, too few, or anything but strokes. */
    public static Optional<Signature> parse(String sent) {
        String strokes = sent.strip();
        return strokes.length() <= LONGEST && drawn(strokes) ? Optional.of(new Signature(strokes)) : Optional.empty();
    }

    /** The strokes of an Attachment that {@link #attachment} wrote. */
    static Optional<Signature> read(JsonNode attachment) {
        if (!Json.text(attachment, "contentType").equals(TYPE)) {
            return Optional.empty();
        }
        try {
            String svg = new String(Base64.getDecoder().decode(Json.text(attachment, "data")), StandardCharsets.UTF_8);
            int from = svg.indexOf(" d=\"");
            int until = from < 0 ? -1 : svg.indexOf('"', from + 4);
            return until < 0 ? Optional.empty() : parse(svg.substring(from + 4, until));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    ObjectNode attachment(String title, String day) {
        byte[] svg = ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT
                        + "\"><path d=\""
                        + strokes + "\" fill=\"none\" stroke=\"#000\" stroke-width=\"4\" stroke-linecap=\"round\" "
                        + "stroke-linejoin=\"round\"/></svg>")
                .getBytes(StandardCharsets.UTF_8);
        return Json.object()
                .put("contentType", TYPE)
                .put("data", Base64.getEncoder().encodeToString(svg))
                .put("size", svg.length)
                .put("hash", Base64.getEncoder().encodeToString(sha1(svg)))
                .put("title", title)
                .put("creation", day);
    }

    private static boolean drawn(String strokes) {
        int points = 0;
        int at = 0;
        while (at < strokes.length()) {
            char command = strokes.charAt(at);
            if (command != 'M' && command != 'L' || points == 0 && command != 'M') {
                return false;
            }
            int space = strokes.indexOf(' ', at);
            int end = at + 1;
            while (end < strokes.length() && strokes.charAt(end) != 'M' && strokes.charAt(end) != 'L') {
                end++;
            }
            if (space < 0
                    || space > end
                    || !within(strokes.substring(at + 1, space), WIDTH)
                    || !within(strokes.substring(space + 1, end), HEIGHT)) {
                return false;
            }
            points++;
            at = end;
        }
        return points >= FEWEST_POINTS;
    }

    private static boolean within(String number, int most) {
        return number.length() >= 1
                && number.length() <= 3
                && number.chars().allMatch(c -> c >= '0' && c <= '9')
                && Integer.parseInt(number) <= most;
    }

    /** FHIR R4 wants SHA-1 in Attachment.hash; it guards against accidents only. */
    private static byte[] sha1(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
