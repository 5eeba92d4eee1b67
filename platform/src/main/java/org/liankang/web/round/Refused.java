package org.liankang.web.round;

import java.util.Optional;
import org.liankang.uses.round.Moving;
import org.liankang.uses.round.Rounds;
import org.springframework.http.HttpStatus;

/** Why nothing was planned or moved; its words are {@code round.refused.<code>}. */
record Refused(HttpStatus status, String code) {

    static Optional<Refused> of(Rounds.Answer answer) {
        return switch (answer) {
            case BEGUN -> Optional.empty();
            case BUSY -> refused(HttpStatus.CONFLICT, "round-running");
            case NOTHING -> refused(HttpStatus.UNPROCESSABLE_CONTENT, "round-nothing");
            case OVER -> refused(HttpStatus.UNPROCESSABLE_CONTENT, "round-month-over");
        };
    }

    static Optional<Refused> of(Moving moving) {
        return switch (moving) {
            case DONE -> Optional.empty();
            case UNKNOWN -> refused(HttpStatus.NOT_FOUND, "round-stop-unknown");
            case OVER -> refused(HttpStatus.UNPROCESSABLE_CONTENT, "round-day-over");
            case NO_TOUR -> refused(HttpStatus.UNPROCESSABLE_CONTENT, "round-no-tour");
            case FULL -> refused(HttpStatus.UNPROCESSABLE_CONTENT, "round-tour-full");
            case NO_VILLAGE -> refused(HttpStatus.UNPROCESSABLE_CONTENT, "round-village-unknown");
            case NO_PLAN -> refused(HttpStatus.NOT_FOUND, "round-plan-missing");
        };
    }

    /** Of what was typed and cannot be read. */
    static Optional<Refused> unreadable() {
        return refused(HttpStatus.UNPROCESSABLE_CONTENT, "round-request-invalid");
    }

    private static Optional<Refused> refused(HttpStatus status, String code) {
        return Optional.of(new Refused(status, code));
    }
}
