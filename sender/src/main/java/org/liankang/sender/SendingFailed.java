package org.liankang.sender;

/** Nothing more can be sent: the server stayed away, or does not let us in. The message is for the person who waits. */
public final class SendingFailed extends RuntimeException {

    public SendingFailed(String message) {
        super(message);
    }
}
