package org.liankang.uses.reminder;

/** What became of a message that was handed to a sender. Reasons are codes such as {@code http-503}; they name nobody. */
public sealed interface Handed {

    record Taken() implements Handed {}

    /** Tried again after a rest. */
    record Later(String reason) implements Handed {}

    /** This sender will never take it. */
    record Never(String reason) implements Handed {}
}
