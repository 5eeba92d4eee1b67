package org.liankang.entry;

import java.util.Optional;
import java.util.OptionalInt;

/** What the sender asks for. */
public sealed interface Interaction {

    /** As lists and the quarantine show it, and as {@link #parse} reads it: {@code PUT Observation/1 If-Match 3}. */
    default String asked() {
        return switch (this) {
            case Bundle bundle -> "BUNDLE";
            case Create(String type, Optional<String> condition) ->
                "POST " + type + condition.map(text -> "?" + text).orElse("");
            case Update(String type, String id, OptionalInt match) -> "PUT " + type + "/" + id + matching(match);
            case Delete(String type, String id, OptionalInt match) -> "DELETE " + type + "/" + id + matching(match);
        };
    }

    private static String matching(OptionalInt match) {
        return match.isPresent() ? " If-Match " + match.getAsInt() : "";
    }

    /** What {@link #asked} wrote; anything else was a bundle. */
    static Interaction parse(String asked) {
        String[] words = asked.split(" ", 4);
        String[] target = words.length > 1 ? words[1].split("[/?]", 2) : new String[] {""};
        boolean named = target.length > 1;
        OptionalInt match = words.length > 3 ? OptionalInt.of(Integer.parseInt(words[3])) : OptionalInt.empty();
        return switch (words[0]) {
            case "POST" -> new Create(target[0], named ? Optional.of(target[1]) : Optional.empty());
            case "PUT" -> new Update(target[0], target[1], match);
            case "DELETE" -> new Delete(target[0], target[1], match);
            default -> new Bundle();
        };
    }

    /** A FHIR Bundle of type transaction (all or nothing) or batch (each for itself). */
    record Bundle() implements Interaction {}

    /** One new resource; with a search string it is created only if nothing matches. */
    record Create(String type, Optional<String> ifNoneExist) implements Interaction {}

    /** One resource under the sender's id; with a version it is refused if that is not the current one. */
    record Update(String type, String id, OptionalInt ifMatch) implements Interaction {}

    record Delete(String type, String id, OptionalInt ifMatch) implements Interaction {}
}
