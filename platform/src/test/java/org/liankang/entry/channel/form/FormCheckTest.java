package org.liankang.entry.channel.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Questionnaire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liankang.base.policy.PolicyError;

class FormCheckTest {

    private static final Path FORMS = Path.of("../regions/national/forms");

    @TempDir
    Path folder;

    @Test
    void every_national_form_is_a_questionnaire_of_the_standard_and_passes() throws IOException {
        var parser = ca.uhn.fhir.context.FhirContext.forR4Cached().newJsonParser();
        parser.setParserErrorHandler(new ca.uhn.fhir.parser.StrictErrorHandler());
        try (Stream<Path> files = Files.list(FORMS)) {
            for (Path file : files.toList()) {
                Questionnaire questionnaire = parser.parseResource(Questionnaire.class, Files.readString(file));
                assertThat(questionnaire.getUrl())
                        .isEqualTo(Form.CANONICAL + Forms.read(file).name());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"systolic\", \"operator\"|\"systolix\", \"operator\"|looks at systolix, which is not in the form",
                "\"linkId\": \"heart-rate\"|\"linkId\": \"systolic\"|linkId systolic is used twice",
                "\"linkId\": \"heart-rate\"|\"linkId\": \"Heart Rate\"|is not lower-case-with-hyphens",
                "\"valueString\": \"Heart rate\"|\"valueString\": \"\"|heart-rate has no English translation",
                "%systolic > %diastolic|%systolic > > %diastolic|expression has a value too few",
                "%systolic > %diastolic|%systolic ? %diastolic|expression not understood at",
                "Encounter#Encounter.class|Encounter#Encounter.location|no question fills Encounter.class",
                "form:hypertension-followup|form:other|url must be urn:liankang:form:hypertension-followup",
                "\"type\": \"date\"|\"type\": \"dateTime\"|there is no type \"dateTime\" here",
                "\"status\": \"active\",|\"status\": \"active\"|hypertension-followup.json:",
            })
    void a_broken_form_stops_the_start_with_its_file_and_the_reason(String right, String wrong, String reason)
            throws IOException {
        String text = Files.readString(FORMS.resolve("hypertension-followup.json"));
        assertThat(text).contains(right);
        Path broken = folder.resolve("hypertension-followup.json");
        Files.writeString(broken, text.replace(right, wrong));
        assertThatThrownBy(() -> Forms.read(broken))
                .isInstanceOf(PolicyError.class)
                .hasMessageContaining("hypertension-followup.json")
                .hasMessageContaining(reason);
    }

    @Test
    void a_question_that_depends_on_itself_is_refused() throws IOException {
        String text = Files.readString(FORMS.resolve("hypertension-followup.json"))
                .replace("(%weight / (%height / 100 * %height / 100)).round(1)", "(%bmi / %height).round(1)");
        Path broken = folder.resolve("hypertension-followup.json");
        Files.writeString(broken, text);
        assertThatThrownBy(() -> Forms.read(broken)).hasMessageContaining("bmi depends on itself");
    }
}
