package org.liankang.uses.immunisation;

/**
 * How well a cohort has got one dose.
 *
 * @param vaccine its code
 * @param number which dose
 * @param due children whose time for it is over, or who have got it
 * @param given of these, who have got it
 * @param timely of these, who got it in time
 */
public record Coverage(String vaccine, int number, int due, int given, int timely) {

    /** Share given of those due, from 0 to 1; of nobody it is 0. */
    public double share() {
        return due == 0 ? 0 : (double) given / due;
    }

    public double timelyShare() {
        return due == 0 ? 0 : (double) timely / due;
    }
}
