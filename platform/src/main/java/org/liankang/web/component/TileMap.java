package org.liankang.web.component;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The region's divisions as square tiles: a schema, not administrative borders.
 *
 * @param low smallest value as shown, empty when there is no value at all
 */
public record TileMap(List<Tile> tiles, int width, int height, String low, String high) {

    private static final int SIDE = 100;
    private static final int STEPS = 6;

    /**
     * @param value null when there is none
     * @param shown the value as shown
     * @param path where the tile leads, or empty
     */
    public record Area(
            String code,
            String name,
            int column,
            int row,
            @Nullable Double value,
            String shown,
            String path) {}

    /** @param step 0 without a value, else 1 (lowest) to 6 */
    public record Tile(Area area, int x, int y, int step, boolean picked) {

        public boolean longName() {
            return area.name().codePointCount(0, area.name().length())
                    > (area.name().charAt(0) > 0x2e80 ? 4 : 7);
        }
    }

    public static TileMap of(List<Area> areas, String picked) {
        List<Area> drawn =
                areas.stream().filter(a -> a.column() > 0 && a.row() > 0).toList();
        List<Area> known = drawn.stream().filter(a -> a.value() != null).toList();
        ToDoubleFunction<Area> value = a -> a.value() == null ? 0 : a.value();
        double from = known.stream().mapToDouble(value).min().orElse(0);
        double to = known.stream().mapToDouble(value).max().orElse(0);
        List<Tile> tiles = new ArrayList<>();
        for (Area area : drawn) {
            int step = area.value() == null ? 0 : step(area.value(), from, to);
            tiles.add(new Tile(
                    area,
                    (area.column() - 1) * SIDE,
                    (area.row() - 1) * SIDE,
                    step,
                    area.code().equals(picked)));
        }
        int width = drawn.stream().mapToInt(Area::column).max().orElse(1) * SIDE;
        int height = drawn.stream().mapToInt(Area::row).max().orElse(1) * SIDE;
        return new TileMap(List.copyOf(tiles), width, height, shown(known, from), shown(known, to));
    }

    private static int step(double value, double from, double to) {
        return to == from ? STEPS / 2 : 1 + (int) Math.min(STEPS - 1, Math.floor((value - from) / (to - from) * STEPS));
    }

    private static String shown(List<Area> known, double value) {
        return known.stream()
                .filter(a -> a.value() != null && a.value() == value)
                .map(Area::shown)
                .findFirst()
                .orElse("");
    }
}
