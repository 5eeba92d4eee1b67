package org.liankang.uses.reminder;

/** A way to a resident's phone. A component of this type under a name that {@code reminders.yaml} lists is used. */
public interface Sender {

    /** As {@code reminders.yaml} lists it. */
    String name();

    /**
     * Hands a message over. Must not log number or text.
     *
     * @param number of the message: given again when it is tried again, so that a gateway can tell
     * @param phone as the record has it
     * @return what became of it; with an exception it is tried again later
     */
    Handed send(long number, String phone, String text) throws Exception;
}
