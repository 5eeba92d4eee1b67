package org.liankang.identity.access;

/** The account lacks a right. Thrown where going on would be a leak; answered with 403 in one place. */
public final class AccessRefused extends RuntimeException {

    public AccessRefused(Right right) {
        super("right missing: " + right);
    }
}
