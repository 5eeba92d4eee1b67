package org.liankang.record.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one walk over a resource gathers. It runs for every resource that enters, so values go into arrays of longs as
 * they are found and become distinct at the end.
 */
final class Gathering {

    private static final String[] TEXTS = {
        "text", "family", "given", "prefix", "suffix", "line", "city", "district", "state", "postalCode", "country"
    };
    /** Fewer properties are looked up than a whole element is run through. */
    private static final int FEW = 3;
    /** Beyond these a text may be kept twice. */
    private static final int MOST_SAID = 64;

    private static final int MOST_COMPARED = 12;

    private final String type;
    private final Map<String, String> resolved;
    private JsonNode resource;

    private long[] tokens = new long[48];
    private int tokenCount;
    /** Key, low and high of each range in turn. */
    private long[] ranges = new long[36];

    private int rangeEnd;
    private final List<Index.Phrase> phrases = new ArrayList<>(8);
    /** The very nodes that phrases were made of. */
    private JsonNode[] said = new JsonNode[8];

    private int saidCount;
    private List<Index.Place> places = List.of();
    private long present;
    private long clinicalLow = Long.MIN_VALUE;
    private long clinicalHigh = Long.MIN_VALUE;
    private final Moment moment = new Moment();

    Gathering(String type, JsonNode resource, Map<String, String> resolved) {
        this.type = type;
        this.resource = resource;
        this.resolved = resolved;
    }

    Index index(Shape shape) {
        walk(shape.root, resource);
        for (Leaf leaf : shape.existing) {
            boolean found = (present & leaf.bit) != 0;
            present |= leaf.bit;
            token(Tokens.value(leaf.prefix, found ? "true" : "false"));
        }
        shape.wording.gather(resource, said, saidCount, phrases);
        return new Index(
                distinctTokens(), distinctRanges(), distinctPhrases(), present, clinicalLow, clinicalHigh, places);
    }

    void walk(Branch branch, JsonNode node) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(branch, node.get(i));
            }
            return;
        }
        for (int i = 0; i < branch.leaves.size(); i++) {
            take(branch.leaves.get(i), node);
        }
        for (int i = 0; i < branch.guards.size(); i++) {
            Branch.Guard guard = branch.guards.get(i);
            if (Branch.holds(guard, node)) {
                walk(guard.then(), node);
            }
        }
        for (int i = 0; i < branch.groups.size(); i++) {
            group(branch.groups.get(i), node);
        }
        if (node instanceof ObjectNode object && !(branch.children.isEmpty() && branch.firsts.isEmpty())) {
            descend(branch, object);
        }
    }

    private void descend(Branch branch, ObjectNode object) {
        if (branch.children.size() <= FEW) {
            for (var child : branch.children.entrySet()) {
                JsonNode value = object.get(child.getKey());
                if (value != null) {
                    walk(child.getValue(), value);
                }
            }
        } else {
            for (var property : object.properties()) {
                Branch child = branch.children.get(property.getKey());
                if (child != null) {
                    walk(child, property.getValue());
                }
            }
        }
        for (var child : branch.firsts.entrySet()) {
            JsonNode value = object.path(child.getKey()).path(0);
            if (!value.isMissingNode()) {
                walk(child.getValue(), value);
            }
        }
    }

    private void take(Leaf leaf, JsonNode node) {
        if (node.isNull()) {
            return;
        }
        if (leaf.exists) {
            if (!(node.isBoolean() && !node.booleanValue())) {
                present |= leaf.bit;
            }
            return;
        }
        present |= leaf.bit;
        if (leaf.elsewhere) {
            return;
        }
        switch (leaf.kind) {
            case TOKEN -> coded(leaf, node);
            case REFERENCE -> reference(leaf, node);
            case STRING -> text(leaf, node);
            case URI -> uri(leaf, node);
            case DATE -> time(leaf, node);
            case NUMBER, QUANTITY -> amount(leaf, node);
            case SPECIAL -> place(node);
            case COMPOSITE -> {}
        }
    }

    private void place(JsonNode node) {
        double latitude = node.path("latitude").asDouble(Double.NaN);
        double longitude = node.path("longitude").asDouble(Double.NaN);
        if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) {
            places = List.of(new Index.Place(latitude, longitude));
        }
    }

    private void coded(Leaf leaf, JsonNode node) {
        if (node instanceof ObjectNode object) {
            JsonNode codings = object.get("coding");
            if (codings != null) {
                for (int i = 0; i < codings.size(); i++) {
                    JsonNode coding = codings.get(i);
                    code(leaf, coding, coding.get("code"));
                    if (leaf.texts) {
                        words(leaf, coding.get("display"));
                    }
                }
                if (leaf.texts) {
                    words(leaf, object.get("text"));
                    said(object);
                }
                return;
            }
            JsonNode code = object.get("code");
            JsonNode value = object.get("value");
            if (code != null) {
                code(leaf, object, code);
                if (leaf.texts) {
                    words(leaf, object.get("display"));
                    said(object);
                }
            } else if (value != null) {
                code(leaf, object, value);
                JsonNode kind = object.get("type");
                if (kind != null && value.isString()) {
                    ofType(leaf, kind, value.stringValue());
                    if (leaf.texts) {
                        words(leaf, kind.get("text"));
                        said(kind.get("text"));
                    }
                }
            } else if (leaf.texts) {
                words(leaf, object.get("text")); // a concept in words only
                words(leaf, object.get("display"));
                said(object);
            }
        } else {
            String text = node.asString("");
            if (!text.isEmpty()) {
                token(Tokens.value(leaf.prefix, text));
            }
        }
    }

    /** The display of a code mostly is the text of the concept as well. */
    private void words(Leaf leaf, JsonNode text) {
        if (text == null || !text.isString()) {
            return;
        }
        String words = Texts.words(text.stringValue());
        if (!words.isEmpty()) {
            phrases.add(new Index.Phrase(leaf.text, words));
        }
    }

    private void said(JsonNode node) {
        if (saidCount < MOST_SAID) {
            if (saidCount == said.length) {
                said = Arrays.copyOf(said, saidCount * 2);
            }
            said[saidCount++] = node;
        }
    }

    private void code(Leaf leaf, JsonNode holder, JsonNode code) {
        if (code != null && code.isString()) {
            code(leaf.prefix, system(holder), code.stringValue(), !leaf.component);
        }
    }

    private static String system(JsonNode holder) {
        JsonNode system = holder.get("system");
        return system != null && system.isString() ? system.stringValue() : "";
    }

    private void code(long prefix, String system, String code, boolean alsoSystem) {
        if (!code.isEmpty()) {
            token(Tokens.value(prefix, code));
            long within = Tokens.within(prefix, system);
            token(Tokens.value(within, code));
            if (alsoSystem && !system.isEmpty()) {
                token(Tokens.anyWithin(within));
            }
        }
    }

    /** {@code :of-type} needs both the type's system and code. */
    private void ofType(Leaf leaf, JsonNode kind, String value) {
        for (JsonNode coding : kind.path("coding")) {
            String code = coding.path("code").asString("");
            if (!code.isEmpty()) {
                token(Tokens.value(Tokens.within(leaf.ofType, system(coding)), code + "|" + value));
            }
        }
    }

    private void reference(Leaf leaf, JsonNode node) {
        if (node.isString()) {
            String canonical = node.stringValue();
            token(Tokens.value(leaf.prefix, canonical));
            int version = canonical.lastIndexOf('|');
            if (version > 0) {
                token(Tokens.value(leaf.prefix, canonical.substring(0, version)));
            }
            return;
        }
        String target = target(node, resolved);
        if (!target.isEmpty()) {
            token(Tokens.value(leaf.prefix, target));
        }
        JsonNode identifier = node.get("identifier");
        JsonNode value = identifier == null ? null : identifier.get("value");
        if (value != null && value.isString() && !node.has("resourceType")) {
            code(leaf.identifier, system(identifier), value.stringValue(), true);
        }
    }

    /** What a reference, or a resource inside a bundle, is: {@code Type/id} or an absolute URL; empty if inside its own. */
    static String target(JsonNode node, Map<String, String> resolved) {
        JsonNode reference = node.get("reference");
        if (reference == null || !reference.isString()) {
            String type = node.path("resourceType").asString("");
            String id = node.path("id").asString("");
            return type.isEmpty() || id.isEmpty() ? "" : type + "/" + id;
        }
        String written = reference.stringValue();
        String target = resolved.isEmpty() ? written : resolved.getOrDefault(written, written);
        if (target.startsWith("#")) {
            return "";
        }
        int version = target.indexOf("/_history/");
        return version > 0 ? target.substring(0, version) : target;
    }

    private void text(Leaf leaf, JsonNode node) {
        if (node.isString()) {
            String written = node.stringValue();
            String folded = Parameters.fold(written);
            if (!folded.isEmpty()) {
                phrases.add(new Index.Phrase(leaf.key, folded));
                token(Tokens.value(leaf.exact, written));
                if (written.length() <= folded.length() + FEW) {
                    said(node); // nothing of it was cut off
                }
            }
        } else if (node instanceof ObjectNode object) {
            for (String part : TEXTS) {
                JsonNode value = object.get(part);
                if (value != null && value.isArray()) {
                    for (int i = 0; i < value.size(); i++) {
                        text(leaf, value.get(i));
                    }
                } else if (value != null) {
                    text(leaf, value);
                }
            }
        }
    }

    private void uri(Leaf leaf, JsonNode node) {
        String written = node.asString("");
        if (!written.isEmpty()) {
            phrases.add(new Index.Phrase(leaf.key, written));
            token(Tokens.value(leaf.prefix, written));
            int version = written.lastIndexOf('|');
            if (version > 0) {
                token(Tokens.value(leaf.prefix, written.substring(0, version)));
            }
        }
    }

    private void time(Leaf leaf, JsonNode node) {
        if (node.isString()) {
            if (moment.read(node.stringValue(), false)) {
                range(leaf.key, moment.low(), moment.high());
                clinical(leaf, moment.low(), moment.high());
            }
        } else if (node.has("start") || node.has("end")) {
            period(leaf, node);
        } else {
            timing(leaf, node);
        }
    }

    /** An end that is not known is open; the clinical time, by which charts are ordered, ends where it is known to. */
    private void period(Leaf leaf, JsonNode node) {
        boolean starts = moment.read(node.path("start").asString(""), false);
        long low = starts ? moment.low() : Ranges.OPEN_LOW;
        long known = starts ? moment.high() : Ranges.OPEN_HIGH;
        boolean ends = moment.read(node.path("end").asString(""), false);
        long high = ends ? moment.high() : Ranges.OPEN_HIGH;
        if (starts || ends) {
            range(leaf.key, low, high);
            clinical(leaf, starts ? low : moment.low(), ends ? high : known);
        }
    }

    /** Only the outer limits of a schedule count (FHIR R4, 3.1.1.5.6). */
    private void timing(Leaf leaf, JsonNode node) {
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (JsonNode event : node.path("event")) {
            if (moment.read(event.asString(""), false)) {
                low = Math.min(low, moment.low());
                high = Math.max(high, moment.high());
            }
        }
        if (low <= high) {
            clinical(leaf, low, high);
        }
        JsonNode bounds = node.path("repeat").path("boundsPeriod");
        if (bounds.isObject()) {
            boolean starts = moment.read(bounds.path("start").asString(""), false);
            low = starts ? Math.min(low, moment.low()) : Ranges.OPEN_LOW;
            boolean ends = moment.read(bounds.path("end").asString(""), false);
            high = ends ? Math.max(high, moment.high()) : Ranges.OPEN_HIGH;
        }
        if (low <= high) {
            range(leaf.key, low, high);
        }
    }

    private void clinical(Leaf leaf, long low, long high) {
        if (leaf.clinical) {
            clinicalLow = clinicalLow == Long.MIN_VALUE ? low : Math.min(clinicalLow, low);
            clinicalHigh = clinicalHigh == Long.MIN_VALUE ? high : Math.max(clinicalHigh, high);
        }
    }

    private void amount(Leaf leaf, JsonNode node) {
        if (node.isNumber()) {
            long value = Ranges.number(node.doubleValue());
            range(leaf.key, value, value);
            return;
        }
        JsonNode value = node.get("value");
        if (value != null && value.isNumber()) {
            JsonNode comparator = node.get("comparator");
            units(
                    leaf,
                    node,
                    value.doubleValue(),
                    value.doubleValue(),
                    comparator == null ? "" : comparator.asString(""));
        } else if (node.has("low") || node.has("high")) {
            JsonNode low = node.path("low").path("value");
            JsonNode high = node.path("high").path("value");
            if (low.isNumber() || high.isNumber()) {
                units(
                        leaf,
                        node.has("low") ? node.path("low") : node.path("high"),
                        low.isNumber() ? low.doubleValue() : Double.NEGATIVE_INFINITY,
                        high.isNumber() ? high.doubleValue() : Double.POSITIVE_INFINITY,
                        "");
            }
        } else if (node.has("origin")) {
            samples(leaf, node);
        }
    }

    /** The outer limits of what was measured, in the unit of its origin. */
    private void samples(Leaf leaf, JsonNode node) {
        double origin = node.path("origin").path("value").asDouble(0);
        double factor = node.path("factor").asDouble(1);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (String sample : node.path("data").asString("").split(" ")) {
            try {
                double value = origin + factor * Double.parseDouble(sample);
                low = Math.min(low, value);
                high = Math.max(high, value);
            } catch (NumberFormatException error) {
                continue; // E, U and L stand for what was not or cannot be measured
            }
        }
        if (low <= high) {
            units(leaf, node.path("origin"), low, high, "");
        }
    }

    /** @param sign a comparator, which makes the value the end of a range, or nothing */
    private void units(Leaf leaf, JsonNode node, double lowest, double highest, String sign) {
        long low = low(lowest, sign);
        long high = high(highest, sign);
        range(leaf.key, low, high);
        JsonNode currency = node.get("currency");
        String system = currency == null ? system(node) : Ranges.CURRENCIES;
        String code = currency == null ? node.path("code").asString("") : currency.asString("");
        String unit = node.path("unit").asString("");
        if (!code.isEmpty()) {
            range(Tokens.key(leaf.prefix, "", code), low, high);
            Optional<Units.Scale> scale = system.equals(Units.SYSTEM) ? Units.scale(code) : Optional.empty();
            if (scale.isPresent()) {
                Units.Scale base = scale.get();
                range(
                        Tokens.key(leaf.prefix, system, base.unit()),
                        low(base.of(lowest), sign),
                        high(base.of(highest), sign));
            } else if (!system.isEmpty()) {
                range(Tokens.key(leaf.prefix, system, code), low, high);
            }
        }
        if (!unit.isEmpty() && !unit.equals(code)) {
            range(Tokens.key(leaf.prefix, "", unit), low, high);
        }
    }

    private static long low(double value, String sign) {
        if (value == Double.NEGATIVE_INFINITY || sign.startsWith("<")) {
            return Ranges.OPEN_LOW;
        }
        return sign.equals(">") ? Ranges.number(value) + 1 : Ranges.number(value);
    }

    private static long high(double value, String sign) {
        if (value == Double.POSITIVE_INFINITY || sign.startsWith(">")) {
            return Ranges.OPEN_HIGH;
        }
        return sign.equals("<") ? Ranges.number(value) - 1 : Ranges.number(value);
    }

    /** The parts' values, each with each, under hashes joined in the order of the parts. */
    private void group(Branch.Group group, JsonNode node) {
        long[] joined = {group.key()};
        long[] ends = {};
        for (Branch.Part part : group.parts()) {
            Gathering own = new Gathering(type, resource, resolved);
            own.walk(part.branch(), part.root() ? resource : node);
            long[] before = joined;
            if (own.rangeEnd == 0) {
                long[] values = own.distinctTokens();
                joined = new long[before.length * values.length];
                long[] kept = new long[ends.length == 0 ? 0 : joined.length * 2];
                for (int i = 0; i < joined.length; i++) {
                    int from = i / values.length;
                    joined[i] = Tokens.pair(before[from], values[i % values.length]);
                    if (kept.length > 0) {
                        kept[2 * i] = ends[2 * from];
                        kept[2 * i + 1] = ends[2 * from + 1];
                    }
                }
                ends = kept;
            } else {
                int values = own.rangeEnd / 3;
                joined = new long[before.length * values];
                long[] kept = new long[joined.length * 2];
                for (int i = 0; i < joined.length; i++) {
                    int from = i / values;
                    int at = i % values * 3;
                    joined[i] = Tokens.pair(before[from], own.ranges[at]);
                    kept[2 * i] = ends.length == 0 ? own.ranges[at + 1] : ends[2 * from];
                    kept[2 * i + 1] = own.ranges[at + 2];
                }
                ends = kept;
            }
        }
        for (int i = 0; i < joined.length; i++) {
            if (ends.length == 0) {
                token(joined[i]);
            } else {
                range(joined[i], ends[2 * i], ends[2 * i + 1]);
            }
        }
    }

    private void token(long hash) {
        if (tokenCount == tokens.length) {
            tokens = Arrays.copyOf(tokens, tokenCount * 2);
        }
        tokens[tokenCount++] = hash;
    }

    private void range(long key, long low, long high) {
        if (rangeEnd == ranges.length) {
            ranges = Arrays.copyOf(ranges, rangeEnd * 2);
        }
        ranges[rangeEnd] = key;
        ranges[rangeEnd + 1] = low;
        ranges[rangeEnd + 2] = high;
        rangeEnd += 3;
    }

    private long[] distinctTokens() {
        Arrays.sort(tokens, 0, tokenCount);
        int kept = 0;
        for (int i = 0; i < tokenCount; i++) {
            if (i == 0 || tokens[i] != tokens[kept - 1]) {
                tokens[kept++] = tokens[i];
            }
        }
        return Arrays.copyOf(tokens, kept);
    }

    private List<Index.Range> distinctRanges() {
        if (rangeEnd > 300) {
            HashSet<Index.Range> distinct = new HashSet<>();
            for (int i = 0; i < rangeEnd; i += 3) {
                distinct.add(new Index.Range(ranges[i], ranges[i + 1], ranges[i + 2]));
            }
            return List.copyOf(distinct);
        }
        List<Index.Range> distinct = new ArrayList<>(rangeEnd / 3);
        for (int i = 0; i < rangeEnd; i += 3) {
            boolean known = false;
            for (int j = 0; j < i && !known; j += 3) {
                known = ranges[i] == ranges[j] && ranges[i + 1] == ranges[j + 1] && ranges[i + 2] == ranges[j + 2];
            }
            if (!known) {
                distinct.add(new Index.Range(ranges[i], ranges[i + 1], ranges[i + 2]));
            }
        }
        return distinct;
    }

    private List<Index.Phrase> distinctPhrases() {
        if (phrases.size() > MOST_COMPARED) {
            return List.copyOf(new HashSet<>(phrases));
        }
        for (int i = phrases.size() - 1; i > 0; i--) {
            if (phrases.indexOf(phrases.get(i)) < i) {
                phrases.remove(i);
            }
        }
        return phrases;
    }

    /** The lowest begin and highest end of the ranges under a key; false without any. */
    boolean ends(long key, long[] lowest) {
        boolean found = false;
        for (int i = 0; i < rangeEnd; i += 3) {
            if (ranges[i] == key) {
                lowest[0] = found ? Math.min(lowest[0], ranges[i + 1]) : ranges[i + 1];
                lowest[1] = found ? Math.max(lowest[1], ranges[i + 2]) : ranges[i + 2];
                found = true;
            }
        }
        return found;
    }
}
