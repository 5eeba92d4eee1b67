package org.liankang.identity.access;

/** The account may see this, but must say why first. */
public final class PurposeNeeded extends RuntimeException {

    private final String subject;

    PurposeNeeded(String subject) {
        super("a purpose must be stated first");
        this.subject = subject;
    }

    /** {@code resident/<number>} or {@code indicator/<code>}: what {@link ResidentAccess#state} expects. */
    public String subject() {
        return subject;
    }
}
