package org.liankang.simulator.send;

/** The server will not take what was sent, or cannot be reached. */
public final class Refused extends Exception {

    public Refused(String message) {
        super(message);
    }
}
