package org.liankang.simulator.region;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Reads a data file with a header line. */
final class Table {

    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

    private Table() {}

    static List<CSVRecord> resource(String region, String name) {
        InputStream stream = Table.class.getResourceAsStream("/" + region + "/" + name + ".csv");
        if (stream == null) {
            throw new IllegalArgumentException("no data file " + name + ".csv for region " + region);
        }
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            return FORMAT.parse(reader).getRecords();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static List<CSVRecord> file(Path path) {
        try (Reader reader = Files.newBufferedReader(path)) {
            return FORMAT.parse(reader).getRecords();
        } catch (IOException failure) {
            throw new IllegalArgumentException("cannot read " + path + " (is --regions right?)", failure);
        }
    }

    static double number(CSVRecord row, String column) {
        String text = row.get(column);
        return text.isEmpty() ? 0 : Double.parseDouble(text);
    }

    static int whole(CSVRecord row, String column) {
        return (int) number(row, column);
    }
}
