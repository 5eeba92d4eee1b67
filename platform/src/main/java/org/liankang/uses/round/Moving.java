package org.liankang.uses.round;

/** What became of a stop that somebody wants elsewhere, added or taken out. */
public enum Moving {
    DONE,
    /** The plan has no such stop any more: it was made anew meanwhile. */
    UNKNOWN,
    /** Its day is over, or the day it should go to is, or that is in another month. */
    OVER,
    /** The vehicle does not drive then, or does not serve the town. */
    NO_TOUR,
    /** It does not fit into the vehicle's hours that day, or the village has a stop there already. */
    FULL,
    /** No round is owed to it: nobody knows the village, or it has a clinic. */
    NO_VILLAGE,
    /** The month was not planned yet. */
    NO_PLAN
}
