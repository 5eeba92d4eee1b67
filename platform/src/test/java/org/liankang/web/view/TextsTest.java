package org.liankang.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every visible word is a text, and every text exists in both languages. */
class TextsTest {

    private static final Path TEMPLATES = Path.of("src/main/jte");
    private static final Path CLASSES = Path.of("src/main/java/org/liankang/web");
    private static final Pattern CHINESE = Pattern.compile("[\\u3000-\\u303f\\u4e00-\\u9fff\\uff00-\\uffef]");
    private static final Pattern USED = Pattern.compile("\\.(?:of|has)\\(\"([a-z][a-z0-9-]*(?:\\.[A-Za-z0-9-]+)+)\"");
    private static final Pattern WORD = Pattern.compile("\\p{IsLatin}{2,}");

    private final TextCatalogue catalogue = new TextCatalogue(Clock.systemDefaultZone());
    private final Texts chinese = catalogue.in(Language.CHINESE);
    private final Texts english = catalogue.in(Language.ENGLISH);

    @Test
    void both_languages_have_the_same_keys_with_the_same_places() {
        assertThat(new TreeSet<>(english.keys())).isEqualTo(new TreeSet<>(chinese.keys()));
        for (String key : chinese.keys()) {
            assertThat(places(english.of(key))).as(key).isEqualTo(places(chinese.of(key)));
        }
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Matcher place = Pattern.compile("\\{\\d}").matcher(text);
        while (place.find()) {
            places.add(place.group());
        }
        return places;
    }

    @Test
    void every_key_that_is_written_out_exists() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path file : files()) {
            Matcher used = USED.matcher(Files.readString(file));
            while (used.find()) {
                String key = used.group(1);
                boolean prefix = chinese.keys().stream().anyMatch(k -> k.startsWith(key + "."));
                if (!chinese.has(key) && !prefix) {
                    missing.add(file + ": " + key);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void no_chinese_is_written_into_templates_or_classes() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            Files.readString(file).lines().filter(CHINESE.asPredicate()).forEach(line -> found.add(file + ": " + line));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void no_words_stand_between_the_tags_of_templates() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : list(TEMPLATES, ".jte")) {
            for (String text : visible(Files.readString(file))) {
                if (WORD.matcher(text).find()) {
                    found.add(file + ": " + text.strip());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    /** What a reader of the page would see if every expression were empty. */
    private static List<String> visible(String template) {
        String bare = template.lines()
                .filter(line -> !line.strip().startsWith("@import")
                        && !line.strip().startsWith("@param")
                        && !line.strip().startsWith("<!DOCTYPE"))
                .reduce("", (all, line) -> all + line + "\n");
        bare = Bare.withoutExpressions(bare);
        List<String> texts = new ArrayList<>();
        Matcher between = Pattern.compile(">([^<>]*)<").matcher(bare);
        while (between.find()) {
            texts.add(between.group(1));
        }
        return texts;
    }

    /** Takes out expressions, directives and calls, whose brackets nest. */
    private static final class Bare {

        private static final Pattern CALL = Pattern.compile(
                "(\\$unsafe\\{|\\$\\{|!\\{|@template[.\\w-]*\\(|@if\\(|@elseif\\(|@for\\(|@else|@endif|@endfor)");

        static String withoutExpressions(String template) {
            var bare = new StringBuilder();
            Matcher call = CALL.matcher(template);
            int at = 0;
            while (call.find(at)) {
                bare.append(template, at, call.start());
                at = call.group().endsWith("(") || call.group().endsWith("{")
                        ? end(template, call.end(), bare)
                        : call.end();
            }
            return bare.append(template.substring(at)).toString();
        }

        /** Where the bracket closes; blocks of content inside are kept, since people see them. */
        private static int end(String template, int from, StringBuilder kept) {
            int depth = 1;
            int at = from;
            while (depth > 0) {
                char c = template.charAt(at);
                if (c == '"') {
                    at = template.indexOf('"', at + 1);
                } else if (template.startsWith("@`", at)) {
                    int close = closing(template, at + 2);
                    kept.append('>')
                            .append(withoutExpressions(template.substring(at + 2, close)))
                            .append('<');
                    at = close;
                } else if (c == '(' || c == '{') {
                    depth++;
                } else if (c == ')' || c == '}') {
                    depth--;
                }
                at++;
            }
            return at;
        }

        private static int closing(String template, int from) {
            int depth = 1;
            for (int at = from; ; at++) {
                if (template.startsWith("@`", at)) {
                    depth++;
                    at++;
                } else if (template.charAt(at) == '`' && --depth == 0) {
                    return at;
                }
            }
        }
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>(list(TEMPLATES, ".jte"));
        files.addAll(list(CLASSES, ".java"));
        return files;
    }

    private static List<Path> list(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(f -> f.toString().endsWith(ending)).sorted().toList();
        }
    }
}
