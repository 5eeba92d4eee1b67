package org.liankang.uses.round;

/** A place on the earth, in degrees (WGS 84). */
public record Spot(double latitude, double longitude) {

    private static final double EARTH = 6371.0;

    public Spot {
        if (!possible(latitude, longitude)) {
            throw new IllegalArgumentException(latitude + ", " + longitude + " is no place on the earth");
        }
    }

    static boolean possible(double latitude, double longitude) {
        return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    }

    /** Along the great circle. */
    double kilometres(Spot other) {
        double up = Math.toRadians(other.latitude - latitude) / 2;
        double along = Math.toRadians(other.longitude - longitude) / 2;
        double part = Math.pow(Math.sin(up), 2)
                + Math.cos(Math.toRadians(latitude))
                        * Math.cos(Math.toRadians(other.latitude))
                        * Math.pow(Math.sin(along), 2);
        return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(part)));
    }
}
