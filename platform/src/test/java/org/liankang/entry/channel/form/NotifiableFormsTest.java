package org.liankang.entry.channel.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The report, its correction and the facts that ask for a report are of the same diseases. */
class NotifiableFormsTest {

    private static final Path NATIONAL = Path.of("../regions/national");
    private static final Pattern DISEASES = Pattern.compile("(?s)notifiable(-class-a)?:\\s+- \\{diagnosis: \\[(.*?)]}");
    private static final Pattern CODE = Pattern.compile("[A-Z]\\d{2}(\\.\\d)?");

    private static List<Item.Option> offered(String form, String question) {
        return Forms.read(NATIONAL.resolve("forms/" + form + ".json"))
                .item(question)
                .orElseThrow()
                .options();
    }

    @Test
    void the_report_and_its_correction_offer_the_same_diseases() {
        List<Item.Option> reported = offered("notifiable-report", "notifiable-disease");
        assertThat(reported).hasSizeGreaterThan(50);
        assertThat(offered("notifiable-correction", "notifiable-disease")).isEqualTo(reported);
        assertThat(offered("notifiable-correction", "corrected-disease")).isEqualTo(reported);
    }

    @Test
    void a_disease_that_can_be_reported_is_one_that_asks_for_a_report() throws IOException {
        List<String> asking = DISEASES.matcher(Files.readString(NATIONAL.resolve("facts.yaml")))
                .results()
                .flatMap(list -> codes(list.group(2)))
                .toList();
        List<String> offered = offered("notifiable-report", "notifiable-disease").stream()
                .map(Item.Option::code)
                .filter(code -> !code.equals("other"))
                .toList();
        assertThat(asking).hasSizeGreaterThan(60);
        assertThat(offered).allMatch(code -> asking.stream().anyMatch(code::startsWith));
        assertThat(offered).doesNotHaveDuplicates();
    }

    private static Stream<String> codes(String list) {
        return CODE.matcher(list).results().map(MatchResult::group);
    }
}
