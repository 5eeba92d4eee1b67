package org.liankang.base.json;

import java.io.InputStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as trees. Decimals keep the digits they were written with (FHIR: precision is meaning), nesting is bounded,
 * and a name given twice in one object is an error, because two readers would see two different documents.
 */
public final class Json {

    private static final int DEEPEST = 200;

    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(64 * 1024 * 1024)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /** @throws JacksonException if the bytes are not one JSON value */
    public static JsonNode parse(byte[] bytes) {
        return MAPPER.readTree(bytes);
    }

    /** @throws JacksonException if the text is not one JSON value */
    public static JsonNode parse(String text) {
        return MAPPER.readTree(text);
    }

    /** @throws JacksonException if the stream is not one JSON value */
    public static JsonNode parse(InputStream stream) {
        return MAPPER.readTree(stream);
    }

    /** What is wrong with a text that could not be read, for the one who sent it: nothing of the text itself. */
    public static String wrong(JacksonException malformed) {
        return malformed instanceof StreamConstraintsException
                ? "is nested deeper than " + DEEPEST + ", or has a name, number or text longer than any document needs"
                : "is not well-formed JSON";
    }

    /** Line and column of what is wrong, or empty text. */
    public static String place(JacksonException malformed) {
        var at = malformed.getLocation();
        return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    public static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    public static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** The text at a path of names, or empty text; never null, so that readers of optional fields stay short. */
    public static String text(JsonNode node, String... names) {
        JsonNode at = node;
        for (String name : names) {
            at = at.path(name);
            if (at.isArray()) {
                at = at.path(0);
            }
        }
        return at.isValueNode() && !at.isNull() ? at.asString() : "";
    }

    /** The elements of an array, or nothing when the node is missing or no array. */
    public static Stream<JsonNode> each(JsonNode node) {
        return node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.empty();
    }
}
