package org.liankang.entry.check;

import java.util.Optional;
import java.util.function.Predicate;
import org.liankang.record.index.Key;
import tools.jackson.databind.node.ObjectNode;

/** A Reference found in a document. What it says is read once: the one writer asks for it again and again. */
public final class Reference {

    private final String path;
    private final ObjectNode node;
    private String target;
    private Optional<Key> literal;

    /**
     * @param path where, for example {@code Observation.subject}
     * @param node the Reference element itself
     */
    public Reference(String path, ObjectNode node) {
        this.path = path;
        this.node = node;
        this.target = node.path("reference").asString("");
    }

    public String path() {
        return path;
    }

    /** As written, or empty when only an identifier or a text is given. */
    public String target() {
        return target;
    }

    /** Writes another target into the document. */
    public void target(String other) {
        node.put("reference", other);
        target = other;
        literal = null;
    }

    /** What it names by type and id, if it does; the same types must be known each time. */
    public Optional<Key> literal(Predicate<String> knownType) {
        Optional<Key> known = literal;
        if (known == null) {
            known = literal(target, knownType);
            literal = known;
        }
        return known;
    }

    /** What a reference names by type and id, if it does. */
    public static Optional<Key> literal(String target, Predicate<String> knownType) {
        int slash = target.indexOf('/');
        if (slash <= 0 || target.indexOf('?') >= 0 || target.startsWith("#") || target.indexOf(':') >= 0) {
            return Optional.empty();
        }
        return knownType.test(target.substring(0, slash)) && target.length() > slash + 1
                ? Optional.of(Key.of(target))
                : Optional.empty();
    }

    /** The name of the element directly below the resource, or empty when the path leads deeper. */
    public String element(String type) {
        if (path.length() <= type.length() || path.charAt(type.length()) != '.') {
            return "";
        }
        int list = path.indexOf('[', type.length());
        String element = path.substring(type.length() + 1, list < 0 ? path.length() : list);
        return element.indexOf('.') >= 0 || list >= 0 && path.indexOf('.', list) >= 0 ? "" : element;
    }
}
