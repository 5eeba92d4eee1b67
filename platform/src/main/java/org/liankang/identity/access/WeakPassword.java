package org.liankang.identity.access;

/** A password of fewer than {@link Accounts#SHORTEST_PASSWORD} characters, or one that repeats the login. */
public final class WeakPassword extends RuntimeException {

    WeakPassword() {
        super("the password is too weak");
    }
}
