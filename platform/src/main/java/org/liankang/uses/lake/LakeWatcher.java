package org.liankang.uses.lake;

import java.util.Set;

/** Wants to know what changes in the lake; told by the thread that writes it, after the commit. */
public interface LakeWatcher {

    /** These months have other rows since a position. */
    void touched(Set<Touch> months, long position);

    /** Everything is being made anew. */
    void forgotten();
}
