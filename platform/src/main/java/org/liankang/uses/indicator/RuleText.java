package org.liankang.uses.indicator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liankang.base.json.Json;
import org.liankang.base.policy.PolicyError;
import tools.jackson.databind.JsonNode;

/**
 * SQL that analysts write in regions/: {@code $name} is replaced by a parameter of the rules, and what a text reads
 * is followed through the shared groups, so that nobody has to keep a list.
 */
final class RuleText {

    private static final Pattern NAME = Pattern.compile("\\$([a-z_][a-z0-9_]*)");
    private static final Pattern GROUP = Pattern.compile("create or replace (?:view|macro) (\\w+)");
    private static final Pattern WORD = Pattern.compile("\\$?\\w+");

    /** Given by each reading, not by the rules. */
    private static final Set<String> DATES = Set.of("from", "to", "as_of");

    private final Map<String, Definition.Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, String> literals = new LinkedHashMap<>();
    private final Map<String, String> groups = new LinkedHashMap<>();

    RuleText(String region) {
        literals.put("region", quoted(region));
    }

    /** The list in parameters.yaml. */
    void addParameters(Path file, JsonNode list) {
        for (JsonNode entry : list) {
            String name = Json.text(entry, "name");
            JsonNode value = entry.path("value");
            if (name.isEmpty()
                    || value.isMissingNode()
                    || Json.text(entry, "source").isEmpty()) {
                throw new PolicyError(file.toString(), 0, "parameter '" + name + "' lacks name, value or source");
            }
            String shown = value.isArray() ? Json.text(value) : value.asString();
            parameters.put(
                    name,
                    new Definition.Parameter(name, shown, Json.text(entry, "source"), Json.text(entry, "confidence")));
            literals.put(name, literal(value));
        }
    }

    /** The statements of a groups file, ready to execute, in order. */
    List<String> addGroups(Path file, String text) {
        String bare = text.replaceAll("(?m)--.*$", "");
        List<String> statements = new ArrayList<>();
        for (String statement : bare.split(";\\s*(?=\\n|$)")) {
            if (!statement.isBlank()) {
                Matcher named = GROUP.matcher(statement);
                if (!named.find()) {
                    throw new PolicyError(file.toString(), 0, "each statement creates a view or a macro");
                }
                groups.put(named.group(1), statement.substring(named.end()));
                statements.add(resolve(file, statement, Set.of()));
            }
        }
        return statements;
    }

    /** The text with all rule parameters put in; the dates of a reading stay. */
    String resolve(Path file, String text) {
        return resolve(file, text, DATES);
    }

    private String resolve(Path file, String text, Set<String> left) {
        return NAME.matcher(text).replaceAll(found -> {
            String name = found.group(1);
            if (left.contains(name)) {
                return Matcher.quoteReplacement(found.group());
            }
            return Matcher.quoteReplacement(Optional.ofNullable(literals.get(name))
                    .orElseThrow(() -> new PolicyError(file.toString(), 0, "unknown parameter $" + name)));
        });
    }

    /** All words of the text and of the groups it uses, as far as they lead. */
    Set<String> reach(String text) {
        Set<String> reached = new TreeSet<>();
        reach(text, reached);
        return reached;
    }

    private void reach(String text, Set<String> reached) {
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            if (reached.add(words.group()) && groups.containsKey(words.group())) {
                reach(groups.get(words.group()), reached);
            }
        }
    }

    List<Definition.Parameter> parametersIn(Set<String> reached) {
        return parameters.values().stream()
                .filter(parameter -> reached.contains("$" + parameter.name()))
                .toList();
    }

    private static String literal(JsonNode value) {
        if (value.isArray()) {
            return "["
                    + String.join(", ", Json.each(value).map(RuleText::literal).toList()) + "]";
        }
        return value.isNumber() || value.isBoolean() ? value.asString() : quoted(value.asString());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
