package org.liankang.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurveTest {

    @TempDir
    private Path folder;

    @Test
    void everyPointIsInTheTableAndInThePicture() throws Exception {
        Path name = folder.resolve("docs/growing");
        Curve.write(
                List.of(
                        new Curve.Point(1000, 500, 400, 250, 2_000_000_000L, 10, 20),
                        new Curve.Point(2000, 250, 200, 300.5, 4_000_000_000L, 10, 20)),
                name);

        assertThat(Files.readAllLines(folder.resolve("docs/growing.csv")))
                .containsExactly(
                        "resources,resources_per_s,until_books_per_s,cpu_us_per_resource,database_bytes,index_bytes,lake_bytes",
                        "1000,500.0,400.0,250.0,2000000000,10,20",
                        "2000,250.0,200.0,300.5,4000000000,10,20");
        byte[] svg = Files.readAllBytes(folder.resolve("docs/growing.svg"));
        var lines = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg))
                .getElementsByTagName("polyline");
        assertThat(lines.getLength()).isEqualTo(6);
        assertThat(lines.item(0).getAttributes().getNamedItem("points").getNodeValue())
                .isEqualTo("385.0,30.0 700.0,140.0");
    }

    @Test
    void aRunGoesOnFromThePointsOfTheOneBefore() throws Exception {
        List<Curve.Point> points = List.of(
                new Curve.Point(1000, 500, 400, 250, 2_000_000_000L, 10, 20),
                new Curve.Point(2000, 250, Double.NaN, Double.NaN, -1, -1, -1));
        Curve.write(points, folder.resolve("growing"));

        assertThat(Curve.read(folder.resolve("growing"))).isEqualTo(points);
        assertThat(Curve.read(folder.resolve("never"))).isEmpty();
    }

    @Test
    void whatAServerDoesNotSayStaysEmpty() {
        var unknown = new Curve.Point(10, 1.25, Double.NaN, Double.NaN, -1, -1, -1);
        assertThat(unknown.line()).isEqualTo("10,1.3,,,,,");
        assertThat(Curve.svg(List.of(unknown))).contains("acknowledged").doesNotContain("PostgreSQL", "books");
        assertThat(Curve.svg(List.of()).getBytes(StandardCharsets.UTF_8)).isNotEmpty();
    }
}
