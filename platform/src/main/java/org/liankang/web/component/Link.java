package org.liankang.web.component;

/** A labelled address: a crumb, a tab, an action. */
public record Link(String text, String path, boolean here) {

    public static Link to(String text, String path) {
        return new Link(text, path, false);
    }
}
