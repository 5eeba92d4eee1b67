package org.liankang.entry;

import java.util.Optional;
import java.util.OptionalInt;

/** What the sender asks for. */
public sealed interface Interaction {

    /** As lists and the quarantine show it, and as {@link #parse} reads it: {@code PUT Observation/1 If-Match 3}. */
    default String asked() {
        return switch (this) {
            case Bundle bundle -> "BUNDLE";
            case Lines(String type) -> "LINES " + type;
            case Create(String type, Optional<String> condition) ->
                "POST " + type + condition.map(text -> "?" + text).orElse("");
            case Update(String type, String id, OptionalInt match) -> "PUT " + type + "/" + id + matching(match);
            case UpdateWhere(String type, String query) -> "PUT " + type + "?" + query;
            case Patch(String type, String id, OptionalInt match, PatchKind kind) ->
                "PATCH-" + kind + " " + type + "/" + id + matching(match);
            case PatchWhere(String type, String query, PatchKind kind) -> "PATCH-" + kind + " " + type + "?" + query;
            case Delete(String type, String id, OptionalInt match) -> "DELETE " + type + "/" + id + matching(match);
            case DeleteWhere(String type, String query) -> "DELETE " + type + "?" + query;
        };
    }

    private static String matching(OptionalInt match) {
        return match.isPresent() ? " If-Match " + match.getAsInt() : "";
    }

    /** What {@link #asked} wrote; anything else was a bundle. */
    static Interaction parse(String asked) {
        int mark = asked.indexOf('?');
        String[] words = asked.split(" ", mark >= 0 ? 2 : 4); // a search string may hold spaces
        String target = words.length > 1 ? words[1] : "";
        mark = target.indexOf('?');
        int slash = mark < 0 ? target.indexOf('/') : -1;
        String type = mark >= 0 ? target.substring(0, mark) : slash >= 0 ? target.substring(0, slash) : target;
        String rest = mark >= 0 ? target.substring(mark + 1) : slash >= 0 ? target.substring(slash + 1) : "";
        OptionalInt match = words.length > 3 ? OptionalInt.of(Integer.parseInt(words[3])) : OptionalInt.empty();
        return switch (words[0]) {
            case "POST" -> new Create(type, mark >= 0 ? Optional.of(rest) : Optional.empty());
            case "PUT" -> mark >= 0 ? new UpdateWhere(type, rest) : new Update(type, rest, match);
            case "DELETE" -> mark >= 0 ? new DeleteWhere(type, rest) : new Delete(type, rest, match);
            case "PATCH-JSON", "PATCH-FHIRPATH" -> {
                PatchKind kind = PatchKind.valueOf(words[0].substring(6));
                yield mark >= 0 ? new PatchWhere(type, rest, kind) : new Patch(type, rest, match, kind);
            }
            case "LINES" -> new Lines(target);
            default -> new Bundle();
        };
    }

    /** How the payload of a patch is to be read. */
    enum PatchKind {
        /** RFC 6902. */
        JSON,
        /** FHIR R4, 3.1.0.3 FHIRPath Patch: a Parameters resource. */
        FHIRPATH
    }

    /** A FHIR Bundle of type transaction (all or nothing) or batch (each for itself). */
    record Bundle() implements Interaction {}

    /**
     * Newline-delimited resources, each for itself and put under the id it carries; without blank lines.
     *
     * @param type that every line must be of, or empty for any
     */
    record Lines(String type) implements Interaction {}

    /** One new resource; with a search string it is created only if nothing matches. */
    record Create(String type, Optional<String> ifNoneExist) implements Interaction {}

    /** One resource under the sender's id; with a version it is refused if that is not the current one. */
    record Update(String type, String id, OptionalInt ifMatch) implements Interaction {}

    /** The one resource that the search string finds; a new one when it finds none, refused when it finds several. */
    record UpdateWhere(String type, String query) implements Interaction {}

    record Patch(String type, String id, OptionalInt ifMatch, PatchKind kind) implements Interaction {}

    record PatchWhere(String type, String query, PatchKind kind) implements Interaction {}

    record Delete(String type, String id, OptionalInt ifMatch) implements Interaction {}

    /** The one resource that the search string finds, refused when it finds several. */
    record DeleteWhere(String type, String query) implements Interaction {}
}
