package org.liankang.entry.channel.form;

import java.util.Locale;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/** A text of a form: Chinese as printed on the national form, English beside it. */
public record Words(String chinese, String english) {

    private static final String TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation";

    public String in(Locale locale) {
        return locale.getLanguage().equals("en") ? english : chinese;
    }

    /** The text under a name and its English translation under the same name with an underscore. */
    static Words of(JsonNode node, String name) {
        String english = Json.each(node.path("_" + name).path("extension"))
                .filter(extension -> Json.text(extension, "url").equals(TRANSLATION))
                .filter(extension -> part(extension, "lang").equals("en"))
                .map(extension -> part(extension, "content"))
                .findFirst()
                .orElse("");
        return new Words(Json.text(node, name), english);
    }

    /** Signs such as {@code mmHg} need no translation. */
    Words orSame() {
        boolean signs = chinese.codePoints().noneMatch(Character::isIdeographic);
        return english.isBlank() && signs ? new Words(chinese, chinese) : this;
    }

    private static String part(JsonNode extension, String url) {
        return Json.each(extension.path("extension"))
                .filter(part -> Json.text(part, "url").equals(url))
                .map(part -> Json.text(part, url.equals("lang") ? "valueCode" : "valueString"))
                .findFirst()
                .orElse("");
    }
}
