package org.liankang.web.fhir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.liankang.base.json.Json;
import org.liankang.record.store.Version;
import tools.jackson.databind.JsonNode;

/**
 * What a request is answered with, before the format asked for is known.
 *
 * @param body JSON in UTF-8; null for none
 * @param length of the body in bytes, -1 when it is only known once it is written
 */
record Answer(int status, Map<String, String> headers, Body body, long length) {

    /** Writes JSON. What can fail has been done before: the status is already sent. */
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    static Answer empty(int status) {
        return new Answer(status, Map.of(), null, 0);
    }

    static Answer json(int status, JsonNode node) {
        return bytes(status, Json.bytes(node));
    }

    static Answer bytes(int status, byte[] json) {
        return new Answer(status, Map.of(), out -> out.write(json), json.length);
    }

    static Answer streamed(Body body) {
        return new Answer(200, Map.of(), body, -1);
    }

    /** With a resource's version in its headers. */
    Answer of(Version version) {
        return version(version.number(), version.at());
    }

    Answer version(int number, Instant at) {
        return with("ETag", "W/\"" + number + "\"")
                .with("Last-Modified", DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC)));
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body, length);
    }

    /**
     * The whole body at once, for what must be turned into something else.
     *
     * @throws Refusal when it is more bytes than that
     */
    byte[] gathered(int most) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(length > 0 ? (int) Math.min(length, most) : 4096) {
            @Override
            public void write(byte[] bytes, int from, int count) {
                bounded(count);
                super.write(bytes, from, count);
            }

            @Override
            public void write(int one) {
                bounded(1);
                super.write(one);
            }

            private void bounded(int more) {
                if (size() + (long) more > most) {
                    throw new Refusal("answer-too-large", "", "is more than " + most + " bytes; ask for pages");
                }
            }
        };
        try {
            body.writeTo(all);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return all.toByteArray();
    }
}
