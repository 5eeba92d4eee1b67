package org.liankang.web.offline;

import org.springframework.http.HttpStatus;

/** A device asked for something it does not get; the code is stable and listed in docs/findings.md. */
final class Refusal extends RuntimeException {

    private final HttpStatus status;
    private final String code;

    Refusal(HttpStatus status, String code) {
        super(code);
        this.status = status;
        this.code = code;
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }
}
