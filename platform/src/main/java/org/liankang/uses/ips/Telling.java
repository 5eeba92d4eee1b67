package org.liankang.uses.ips;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.liankang.base.json.Json;
import org.liankang.record.fields.Fields;
import tools.jackson.databind.JsonNode;

/** What a person reads of a resource: its day, its name and its value; and sections as XHTML. */
final class Telling {

    private static final String[] WHEN = {
        "onsetDateTime",
        "effectiveDateTime",
        "effectivePeriod",
        "occurrenceDateTime",
        "performedDateTime",
        "performedPeriod",
        "authoredOn",
        "period",
        "dateTime",
        "recordedDate",
        "recordedOn",
        "dateAsserted",
        "issued"
    };
    private static final List<String> NAMES =
            List.of("code", "vaccineCode", "medicationCodeableConcept", "category", "scope");

    private Telling() {}

    /** As it was written, to order and to show; empty when nothing is said. */
    static String when(JsonNode body) {
        for (String name : WHEN) {
            String moment = Fields.moment(body, name);
            if (!moment.isEmpty()) {
                return moment;
            }
        }
        return "";
    }

    static String what(JsonNode body) {
        for (String name : NAMES) {
            String words = Fields.words(body.path(name));
            if (!words.isEmpty()) {
                return words;
            }
        }
        for (String name : List.of("medicationReference", "device")) {
            String words = Json.text(body, name, "display");
            if (!words.isEmpty()) {
                return words;
            }
        }
        return Json.text(body, "title");
    }

    static String value(JsonNode body) {
        List<String> values = new ArrayList<>();
        values.add(own(body));
        Json.each(body.path("component"))
                .map(part -> (Fields.words(part.path("code")) + " " + own(part)).strip())
                .forEach(values::add);
        Json.each(body.path("dosageInstruction"))
                .map(dose -> Json.text(dose, "text"))
                .forEach(values::add);
        Json.each(body.path("dosage")).map(dose -> Json.text(dose, "text")).forEach(values::add);
        values.add(Json.text(body, "conclusion"));
        return values.stream().filter(text -> !text.isEmpty()).collect(Collectors.joining("; "));
    }

    private static String own(JsonNode holder) {
        for (var field : holder.properties()) {
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case "valueQuantity" -> {
                    return (Json.text(value, "value") + " " + Json.text(value, "unit")).strip();
                }
                case "valueCodeableConcept" -> {
                    return Fields.words(value);
                }
                case "valueString", "valueInteger", "valueBoolean", "valueDateTime", "valueTime" -> {
                    return value.asString("");
                }
                default -> {}
            }
        }
        return "";
    }

    /** A table of what is told, or the sentence that nothing is known. */
    static String narrative(Section section, List<JsonNode> entries, int total) {
        StringBuilder html =
                new StringBuilder("<div xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"zh-CN\" xml:lang=\"zh-CN\">");
        html.append("<h5>").append(escaped(section.title())).append("</h5>");
        if (entries.isEmpty()) {
            html.append("<p>").append(escaped(word("unknown"))).append("</p>");
        } else {
            html.append("<table><thead><tr>");
            for (String column : List.of("date", "what", "value")) {
                html.append("<th>").append(escaped(word(column))).append("</th>");
            }
            html.append("</tr></thead><tbody>");
            for (JsonNode entry : entries) {
                String when = when(entry);
                html.append("<tr><td>").append(escaped(when.substring(0, Math.min(10, when.length()))));
                html.append("</td><td>").append(escaped(what(entry)));
                html.append("</td><td>").append(escaped(value(entry))).append("</td></tr>");
            }
            html.append("</tbody></table>");
            if (total > entries.size()) {
                html.append("<p>")
                        .append(escaped(word("more") + " (" + entries.size() + "/" + total + ")"))
                        .append("</p>");
            }
        }
        return html.append("</div>").toString();
    }

    static String word(String name) {
        return Section.WORDS.get(name).both();
    }

    /** Text for XHTML; characters XML cannot hold are left out. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (point) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> {
                    boolean fits = point >= 0x20
                            && point != 0xFFFE
                            && point != 0xFFFF
                            && !(point >= 0xD800 && point <= 0xDFFF);
                    if (fits || point == '\n' || point == '\t') {
                        safe.appendCodePoint(point);
                    }
                }
            }
        });
        return safe.toString();
    }
}
