package org.liankang.record.search;

import ca.uhn.fhir.context.FhirContext;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.liankang.base.policy.PolicyError;
import tools.jackson.databind.JsonNode;

/**
 * Which search parameters each type has, from the official R4 definitions and those of the region, and what a resource
 * is found by.
 */
public final class Parameters {

    private static final int LONGEST_PHRASE = 200;

    public enum Kind {
        TOKEN,
        REFERENCE,
        STRING,
        DATE,
        NUMBER,
        QUANTITY,
        URI,
        COMPOSITE,
        /** With a meaning of its own: a place, searched by distance. */
        SPECIAL
    }

    /**
     * @param targets types a reference may point to, empty for any
     * @param components of a composite, in the order in which their values are written
     */
    public record Parameter(String name, Kind kind, Set<String> targets, List<Component> components) {}

    /** @param parameter the parameter of the type that this component is of */
    public record Component(String parameter, Kind kind) {}

    private final FhirContext fhir;
    private final Definitions definitions;
    private final Map<String, Shape> shapes = new ConcurrentHashMap<>();
    private final Map<String, Branch> alone = new ConcurrentHashMap<>();

    /** The official parameters only. */
    public Parameters(FhirContext fhir) {
        this(fhir, List.of());
    }

    /**
     * @param files SearchParameter resources of the region, as JSON
     * @throws PolicyError if one of them cannot be understood for a type it is of
     */
    public Parameters(FhirContext fhir, List<Path> files) {
        this.fhir = fhir;
        this.definitions = Definitions.official().with(files);
        for (Path file : files) {
            Definitions.bases(file).forEach((type, name) -> check(file, type, name));
        }
    }

    /**
     * Reads what takes long and is the same everywhere, so that it is there when the first parameters are made: for a
     * thread beside a start. What goes wrong here goes wrong there again.
     */
    public static void ahead(FhirContext fhir) {
        new Shape(fhir, "Patient", Definitions.official().of("Patient"));
    }

    private void check(Path file, String type, String name) {
        if (!fhir.getResourceTypes().contains(type)) {
            throw new PolicyError(file.toString(), 0, type + " is no type of FHIR R4");
        }
        String reason = shape(type).notUnderstood.get(name);
        if (reason != null) {
            throw new PolicyError(file.toString(), 0, reason);
        }
    }

    /** The parameters a type can be searched by, by name. */
    public Map<String, Parameter> of(String type) {
        Map<String, Parameter> all = new TreeMap<>();
        shape(type).forms.forEach((name, form) -> all.put(name, form.parameter()));
        return all;
    }

    public Optional<Parameter> find(String type, String name) {
        return Optional.ofNullable(shape(type).forms.get(name)).map(Shape.Form::parameter);
    }

    /** Whether the parameter is the one by whose time the type's resources are ordered in a chart. */
    public boolean isClinicalTime(String type, String name) {
        return shape(type).clinicalTime.equals(name);
    }

    /** Names this set of definitions: an index made by another set is to be made anew. */
    public String fingerprint() {
        return definitions.fingerprint();
    }

    /** Parameters that are defined for the type and that it cannot be searched by, with the reason. */
    public Map<String, String> notUnderstood(String type) {
        return Map.copyOf(shape(type).notUnderstood);
    }

    /**
     * The bit of {@link Index#present} that says whether the parameter has a value, the same as long as the process runs.
     *
     * @return 0 to 63, or -1 for composites
     * @throws IllegalArgumentException if the type has no such parameter
     */
    public int number(String type, String name) {
        return form(type, name).number();
    }

    /**
     * @param resolved what conditional references in this resource mean, as {@code Type?query} to {@code Type/id}
     */
    public Index index(String type, JsonNode resource, Map<String, String> resolved) {
        Shape shape = shape(type);
        return new Gathering(type, resource, resolved).index(shape);
    }

    /** What a reference parameter of this resource points to: {@code Type/id} or absolute URLs, as written, no version. */
    public List<String> references(String type, String parameter, JsonNode resource, Map<String, String> resolved) {
        List<String> targets = new ArrayList<>();
        for (JsonNode node : Values.of(alone(type, parameter), resource)) {
            String target = node.isString() ? node.stringValue() : Gathering.target(node, resolved);
            if (!target.isEmpty() && !targets.contains(target)) {
                targets.add(target);
            }
        }
        return targets;
    }

    /** @throws IllegalArgumentException if the type has no such parameter or it is a composite */
    public SortKey sortKey(String type, String parameter, JsonNode resource) {
        Kind kind = form(type, parameter).parameter().kind();
        Branch branch = alone(type, parameter);
        return switch (kind) {
            case DATE, NUMBER, QUANTITY -> {
                Gathering gathering = new Gathering(type, resource, Map.of());
                gathering.walk(branch, resource);
                long[] ends = new long[2];
                yield gathering.ends(Tokens.key(type, parameter), ends)
                        ? new SortKey(false, ends[0], ends[1], "", "")
                        : SortKey.MISSING;
            }
            case TOKEN, REFERENCE, STRING, URI -> Values.sortKey(Values.of(branch, resource));
            case COMPOSITE, SPECIAL -> throw new IllegalArgumentException("nothing is ordered by " + parameter);
        };
    }

    /**
     * The form in which string parameters are stored and compared: compatibility forms made one (NFKC), lower case,
     * accents off, white space collapsed, at most 200 characters. Chinese stays as it is.
     */
    public static String fold(String text) {
        return fold(text, LONGEST_PHRASE);
    }

    static String fold(String text, int longest) {
        String plain = plain(text) ? text : decomposed(text);
        StringBuilder folded = new StringBuilder(Math.min(plain.length(), longest));
        boolean space = false;
        for (int i = 0; i < plain.length() && folded.length() < longest; i++) {
            char c = plain.charAt(i);
            if (c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                space = !folded.isEmpty();
            } else {
                if (space && folded.length() < longest - 1) {
                    folded.append(' ');
                }
                space = false;
                folded.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
            }
        }
        return folded.toString();
    }

    /** ASCII and common Chinese characters, which need no normalisation. */
    private static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 && (c < 0x4e00 || c > 0x9fff)) {
                return false;
            }
        }
        return true;
    }

    private static String decomposed(String text) {
        String lower = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        StringBuilder bare = new StringBuilder(lower.length());
        lower.codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .forEach(bare::appendCodePoint);
        return Normalizer.normalize(bare, Normalizer.Form.NFKC);
    }

    Shape.Form form(String type, String name) {
        Shape.Form form = shape(type).forms.get(name);
        if (form == null) {
            throw new IllegalArgumentException(type + " cannot be searched by " + name);
        }
        return form;
    }

    /** @throws ca.uhn.fhir.parser.DataFormatException if there is no such type in R4 */
    Shape shape(String type) {
        Shape known = shapes.get(type);
        return known != null
                ? known
                : shapes.computeIfAbsent(type, name -> new Shape(fhir, name, definitions.of(name)));
    }

    boolean knows(String type) {
        return fhir.getResourceTypes().contains(type);
    }

    /** The types of R4. */
    public Set<String> types() {
        return fhir.getResourceTypes();
    }

    private Branch alone(String type, String parameter) {
        form(type, parameter);
        return alone.computeIfAbsent(
                type + "?" + parameter, ignored -> shape(type).alone(parameter));
    }
}
