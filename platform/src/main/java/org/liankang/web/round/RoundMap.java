package org.liankang.web.round;

import java.util.List;
import java.util.stream.Stream;
import org.liankang.uses.round.Spot;

/**
 * A simple map: places where they lie to each other, north up, without a ground.
 *
 * @param line through the places of a tour in order, as points of a polyline; empty where there is none
 */
public record RoundMap(int width, int height, List<Dot> dots, List<Dot> homes, String line) {

    private static final int WIDTH = 800;
    private static final int MARGIN = 48;
    private static final int TALLEST = 900;
    private static final int FLATTEST = 240;

    /** Closer to a side than this a name would be cut off in the middle. */
    private static final int NEAR_A_SIDE = 110;

    /** @param style class that colours it @param words what a pointer or a reader is told @param path or empty */
    public record Dot(int x, int y, String label, String style, String words, String path) {

        /** On which side of its place the name stands, as SVG's {@code text-anchor}. */
        public String anchor() {
            return x < NEAR_A_SIDE ? "start" : x > WIDTH - NEAR_A_SIDE ? "end" : "middle";
        }
    }

    /** A place before it is drawn. */
    record Mark(Spot place, String label, String style, String words, String path) {}

    /** @param homes where vehicles stand @param line places in the order a tour goes */
    static RoundMap of(List<Mark> marks, List<Mark> homes, List<Spot> line) {
        List<Spot> all =
                Stream.concat(marks.stream(), homes.stream()).map(Mark::place).toList();
        double south = all.stream().mapToDouble(Spot::latitude).min().orElse(0);
        double north = all.stream().mapToDouble(Spot::latitude).max().orElse(0);
        double west = all.stream().mapToDouble(Spot::longitude).min().orElse(0);
        double east = all.stream().mapToDouble(Spot::longitude).max().orElse(0);
        double shrink = Math.cos(Math.toRadians((south + north) / 2));
        double wide = Math.max((east - west) * shrink, 0.001);
        double high = Math.max(north - south, 0.001);
        double scale = Math.min((WIDTH - 2 * MARGIN) / wide, (TALLEST - 2 * MARGIN) / high);
        int height = Math.max(FLATTEST, (int) Math.round(high * scale) + 2 * MARGIN);
        var frame = new Frame(west, north, shrink, scale, (int) Math.round((WIDTH - wide * scale) / 2));
        String points = line.stream()
                .map(spot -> frame.x(spot) + "," + frame.y(spot))
                .reduce((one, other) -> one + " " + other)
                .orElse("");
        return new RoundMap(
                WIDTH,
                height,
                marks.stream().map(frame::dot).toList(),
                homes.stream().map(frame::dot).toList(),
                points);
    }

    private record Frame(double west, double north, double shrink, double scale, int left) {

        int x(Spot spot) {
            return left + (int) Math.round((spot.longitude() - west) * shrink * scale);
        }

        int y(Spot spot) {
            return MARGIN + (int) Math.round((north - spot.latitude()) * scale);
        }

        Dot dot(Mark mark) {
            return new Dot(x(mark.place()), y(mark.place()), mark.label(), mark.style(), mark.words(), mark.path());
        }
    }
}
