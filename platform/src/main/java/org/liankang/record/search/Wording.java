package org.liankang.record.search;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildExtension;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The texts of resources of one type that no parameter keeps, for {@code _content}, and the narrative, for {@code _text}:
 * all elements that FHIR types as string or markdown, but for those that name or count. Displays are kept whole, because
 * they repeat and so cost the index next to nothing; everything else by its words.
 */
final class Wording {

    /** Strings that nobody reads as a text: numbers, units, addresses. */
    private static final Set<String> NO_TEXTS =
            Set.of("id", "value", "unit", "version", "data", "linkId", "reference", "expression", "path", "fullUrl");

    private static final Set<String> TEXTS = Set.of("string", "markdown");
    /** Of one resource no more distinct words are kept, in the narrative and elsewhere. */
    private static final int MOST_WORDS = 400;

    private static final int DEEPEST = 40;

    private final Set<String> names = new HashSet<>(Set.of("valueString", "valueMarkdown"));
    final long display;
    final long word;
    final long narrative;

    Wording(FhirContext fhir, String type) {
        var extension = (BaseRuntimeElementCompositeDefinition<?>) fhir.getElementDefinition("Extension");
        Set<Class<?>> seen = new HashSet<>();
        collect(extension, seen);
        collect(fhir.getResourceDefinition(type), seen);
        names.removeAll(NO_TEXTS);
        display = Tokens.key(type, "_content:display");
        word = Tokens.key(type, "_content");
        narrative = Tokens.key(type, "_text");
    }

    private void collect(BaseRuntimeElementCompositeDefinition<?> definition, Set<Class<?>> seen) {
        if (!seen.add(definition.getImplementingClass())) {
            return;
        }
        for (BaseRuntimeChildDefinition child : definition.getChildren()) {
            if (child instanceof RuntimeChildExtension) {
                continue; // HAPI names children of it that it then does not find
            }
            for (String name : child.getValidChildNames()) {
                BaseRuntimeElementDefinition<?> element = child.getChildByName(name);
                if (element instanceof BaseRuntimeElementCompositeDefinition<?> composite) {
                    if (!composite.getName().equals("Meta")) {
                        collect(composite, seen);
                    }
                } else if (element != null && TEXTS.contains(element.getName())) {
                    names.add(name);
                }
            }
        }
    }

    /** @param said nodes whose texts are kept already, the first {@code count} of them; they are compared by identity */
    void gather(JsonNode resource, JsonNode[] said, int count, List<Index.Phrase> phrases) {
        if (resource instanceof ObjectNode object) {
            new Walk(said, count, phrases).root(object);
        }
    }

    private final class Walk {

        private final JsonNode[] said;
        private final int count;
        private final List<Index.Phrase> phrases;
        private Set<String> words;

        Walk(JsonNode[] said, int count, List<Index.Phrase> phrases) {
            this.said = said;
            this.count = count;
            this.phrases = phrases;
        }

        void root(ObjectNode resource) {
            for (var property : resource.properties()) {
                String name = property.getKey();
                JsonNode value = property.getValue();
                if (name.equals("text") && value.get("div") instanceof JsonNode div && div.isString()) {
                    words(narrative, Texts.narrative(div.stringValue()), new HashSet<>());
                } else if (!name.equals("meta") && !name.equals("contained")) {
                    property(resource, name, value, 0);
                }
            }
        }

        private void property(ObjectNode holder, String name, JsonNode value, int depth) {
            if (value.isString()) {
                if (names.contains(name) && !kept(value)) {
                    take(holder, name, value.stringValue());
                }
            } else if (value instanceof ObjectNode object) {
                if (depth < DEEPEST && !kept(object)) {
                    for (var property : object.properties()) {
                        property(object, property.getKey(), property.getValue(), depth + 1);
                    }
                }
            } else if (value.isArray()) {
                for (int i = 0; i < value.size(); i++) {
                    property(holder, name, value.get(i), depth);
                }
            }
        }

        private boolean kept(JsonNode node) {
            for (int i = 0; i < count; i++) {
                if (said[i] == node) {
                    return true;
                }
            }
            return false;
        }

        private void take(ObjectNode holder, String name, String text) {
            if (name.equals("display") || name.equals("text") && holder.has("coding")) {
                String whole = Texts.words(text);
                if (!whole.isEmpty()) {
                    phrases.add(new Index.Phrase(display, whole));
                }
            } else {
                words = words == null ? new HashSet<>() : words;
                words(word, text, words);
            }
        }

        private void words(long key, String text, Set<String> known) {
            for (String one : Texts.each(text)) {
                if (known.size() < MOST_WORDS && known.add(one)) {
                    phrases.add(new Index.Phrase(key, one));
                }
            }
        }
    }
}
