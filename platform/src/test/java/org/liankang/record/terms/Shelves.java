package org.liankang.record.terms;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyConfig;
import tools.jackson.databind.JsonNode;

/** The real shelves, and one with definitions made for tests. */
public final class Shelves {

    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T00:00:00Z"), ZoneOffset.UTC);
    private static final Path DEFINITIONS = Path.of("src/test/resources/org/liankang/record/terms/definitions");

    private static final Terminology ALL = new Terminology(List.of(region(), ofTests(), fhir()), CLOCK);

    private Shelves() {}

    /** The region's, the tests' and FHIR's definitions; one for all tests, because FHIR's take seconds to read. */
    public static Terminology all() {
        return ALL;
    }

    public static RegionShelf region() {
        return new RegionShelf(new Policies(new PolicyConfig(Path.of("../regions"), "haishu")));
    }

    public static FhirShelf fhir() {
        return new FhirShelf(FhirContext.forR4Cached());
    }

    static Shelf ofTests() {
        Held held = new Held();
        try (var files = Files.list(DEFINITIONS)) {
            for (Path file : files.toList()) {
                Json.each(Json.parse(Files.readAllBytes(file))).forEach(held::put);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return of(held);
    }

    /** A shelf of these definitions. */
    static Shelf of(Held held) {
        return new Shelf() {
            @Override
            public Optional<JsonNode> find(Kind kind, Canonical address) {
                return held.find(kind, address);
            }

            @Override
            public List<JsonNode> all(Kind kind) {
                return held.all(kind);
            }
        };
    }
}
