package org.liankang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/findings.md lists exactly the codes that the code can answer with. */
class FindingsPageTest {

    private static final Pattern GIVEN = Pattern.compile(
            "\\b(?:error|warning|Refusal|SearchRefused|Wrong|broken|note|Unanswerable|refused|refusal)\\([^\"]{0,120}?\"([a-z]+(?:-[a-z]+)+|deleted|unchanged|quarantined)\"");
    private static final Pattern LISTED = Pattern.compile("`([a-z]+(?:-[a-z]+)+|deleted|unchanged|quarantined)`");

    @Test
    void every_code_is_listed_and_every_listed_code_exists() throws IOException {
        Set<String> given = new TreeSet<>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher matcher = GIVEN.matcher(Files.readString(file));
                while (matcher.find()) {
                    given.add(matcher.group(1));
                }
            }
        }
        Set<String> listed = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("../docs/findings.md"))) {
            if (line.startsWith("| `")) {
                Matcher matcher = LISTED.matcher(line.substring(0, line.indexOf('|', 1)));
                while (matcher.find()) {
                    listed.add(matcher.group(1));
                }
            }
        }
        assertThat(listed).isEqualTo(given);
    }
}
