package org.liankang.uses.quality;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A document before its judges.
 *
 * @param told when what it tells of happened
 * @param landed when its first version was recorded
 * @param online when its institution's first document was recorded
 */
record Subject(JsonNode body, Optional<Moment> told, Instant landed, Instant online, ZoneId zone) {

    /** The day that decides which rules are in force. */
    LocalDate day() {
        return told.map(Moment::day).orElseGet(this::landedOn);
    }

    LocalDate landedOn() {
        return landed.atZone(zone).toLocalDate();
    }
}
