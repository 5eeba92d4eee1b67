package org.liankang.web.view;

/** What was asked for is not there: answered with the page of code 404. */
public final class NotFound extends RuntimeException {

    public NotFound(String what) {
        super(what);
    }
}
