package org.liankang.uses.round;

/**
 * What one month wants for one village.
 *
 * @param index its place in the list of all, from 0
 * @param rounds how many rounds it is owed
 * @param due how many of its residents are due
 * @param minutes that each stop there takes
 */
record Wanted(Village village, int index, int rounds, int due, int minutes) {

    private static final int EACH = 10;
    private static final int MOST_DUE = 20;

    /** How much a round that is not planned weighs: every village counts, those with more people due count more. */
    int weight() {
        return EACH + Math.min(due, MOST_DUE);
    }
}
