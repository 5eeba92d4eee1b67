package org.liankang.web.component;

/** A short state in words. @param icon name in the sprite, or empty */
public record Badge(String text, Tone tone, String icon) {

    public static Badge of(String text, Tone tone) {
        return new Badge(text, tone, "");
    }
}
