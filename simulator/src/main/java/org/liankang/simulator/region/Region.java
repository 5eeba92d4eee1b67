package org.liankang.simulator.region;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVRecord;
import org.liankang.simulator.chance.Weighted;

/** All that is known of the region before anybody lives in it, read from data files that name their sources. */
public final class Region {

    private final String name;
    private final String area;
    private final List<Division> divisions;
    private final List<Institution> institutions = new ArrayList<>();
    private final Map<String, Institution> byKey = new HashMap<>();
    private final List<Diagnosis> diagnoses;

    private Region(String name, Path regions) {
        this.name = name;
        List<CSVRecord> official = Table.file(regions.resolve(name).resolve("divisions.csv"));
        area = official.stream()
                .filter(row -> row.get("kind").equals("district"))
                .findFirst()
                .orElseThrow()
                .get("code");
        Map<String, CSVRecord> weights = new HashMap<>();
        Table.resource(name, "division-weights").forEach(row -> weights.put(row.get("division"), row));
        List<CSVRecord> lower = official.stream()
                .filter(row -> !row.get("kind").equals("district"))
                .toList();
        divisions = IntStream.range(0, lower.size())
                .mapToObj(i -> {
                    CSVRecord row = lower.get(i);
                    CSVRecord weight = weights.get(row.get("code"));
                    if (weight == null) {
                        throw new IllegalArgumentException("division-weights.csv has no line for " + row.get("code"));
                    }
                    return new Division(
                            i,
                            row.get("code"),
                            row.get("name"),
                            row.get("kind").equals("street"),
                            Table.number(weight, "weight"),
                            Table.number(weight, "migrant_share"));
                })
                .toList();
        for (CSVRecord row : Table.resource(name, "institutions")) {
            Institution institution = institution(row, institutions.size());
            institutions.add(institution);
            byKey.put(institution.key(), institution);
        }
        diagnoses = Table.resource(name, "diagnoses").stream()
                .map(Region::diagnosis)
                .toList();
    }

    public static Region load(String name, Path regions) {
        return new Region(name, regions);
    }

    private Institution institution(CSVRecord row, int index) {
        Kind kind = Kind.of(row.get("kind"));
        String codeArea = kind == Kind.OUT_OF_AREA ? area.substring(0, 4) + "00" : area;
        return new Institution(
                index,
                row.get("key"),
                row.get("name"),
                kind,
                row.get("division"),
                row.get("part_of"),
                CreditCode.synthetic(row.get("code_class"), codeArea, index),
                row.get("tcm").equals("yes"),
                new Institution.Shares(
                        Table.number(row, "beds"),
                        Table.number(row, "physicians"),
                        Table.number(row, "nurses"),
                        Table.number(row, "outpatient"),
                        Table.number(row, "emergency"),
                        Table.number(row, "inpatient"),
                        Table.number(row, "childcare")));
    }

    private static Diagnosis diagnosis(CSVRecord row) {
        return new Diagnosis(
                row.get("setting"),
                row.get("code"),
                row.get("name"),
                row.get("sex"),
                Table.whole(row, "age_from"),
                Table.whole(row, "age_to"),
                Table.number(row, "weight"),
                Diagnosis.Season.valueOf(row.get("season").toUpperCase(java.util.Locale.ROOT)),
                Table.whole(row, "days"),
                Table.whole(row, "cost_cny"));
    }

    public String name() {
        return name;
    }

    /** What every address in the region begins with. */
    public String addressPrefix() {
        return Table.resource(name, "region").stream()
                .filter(row -> row.get("name").equals("address-prefix"))
                .findFirst()
                .orElseThrow()
                .get("value");
    }

    /** The six-digit code of the district. */
    public String area() {
        return area;
    }

    public List<Division> divisions() {
        return divisions;
    }

    public List<Institution> institutions() {
        return institutions;
    }

    public Institution institution(String key) {
        return byKey.get(key);
    }

    /** The health centre that keeps the files of a division. */
    public Institution centre(Division division) {
        return institutions.stream()
                .filter(i -> i.kind().centre() && i.division().equals(division.code()))
                .findFirst()
                .orElseThrow();
    }

    public Institution station(Division division) {
        return institutions.stream()
                .filter(i -> i.kind() == Kind.STATION && i.division().equals(division.code()))
                .findFirst()
                .orElseThrow();
    }

    public Reasons reasons(String setting) {
        return new Reasons(diagnoses, setting);
    }

    public Pyramid pyramid() {
        return new Pyramid(Table.resource(name, "age-sex-pyramid").stream()
                .map(row -> new Pyramid.Band(
                        Table.whole(row, "age_from"),
                        Table.whole(row, "age_to"),
                        Table.number(row, "male_percent"),
                        Table.number(row, "female_percent")))
                .toList());
    }

    public Mortality mortality() {
        List<CSVRecord> rows = Table.resource(name, "mortality");
        return new Mortality(
                rows.stream().mapToDouble(row -> Table.number(row, "male_rate")).toArray(),
                rows.stream()
                        .mapToDouble(row -> Table.number(row, "female_rate"))
                        .toArray());
    }

    public Prevalence prevalence(String disease) {
        return new Prevalence(Table.resource(name, "diagnosed-prevalence").stream()
                .filter(row -> row.get("disease").equals(disease))
                .map(row -> new double[] {
                    Table.number(row, "age"), Table.number(row, "male_percent"), Table.number(row, "female_percent")
                })
                .toList());
    }

    /** Births per woman and year for each age from 0 to 59. */
    public double[] fertility() {
        double[] rates = new double[60];
        for (CSVRecord row : Table.resource(name, "fertility")) {
            for (int age = Table.whole(row, "age_from"); age <= Table.whole(row, "age_to"); age++) {
                rates[age] = Table.number(row, "births_per_woman_year");
            }
        }
        return rates;
    }

    public Weighted<String> householdShapes() {
        Map<String, Double> weights = new HashMap<>();
        List<CSVRecord> rows = Table.resource(name, "household-shapes");
        rows.forEach(row -> weights.put(row.get("members"), Table.number(row, "weight")));
        return Weighted.of(rows.stream().map(row -> row.get("members")).toList(), weights::get);
    }

    /** Area codes of ID numbers: {@code local} or {@code migrant}. */
    public List<String> idAreas(String kind) {
        return Table.resource(name, "id-areas").stream()
                .filter(row -> row.get("kind").equals(kind))
                .map(row -> row.get("code"))
                .toList();
    }

    public List<String> streetWords() {
        return Table.resource(name, "street-words").stream()
                .map(row -> row.get("word"))
                .toList();
    }

    public Names names() {
        Names names = new Names();
        Table.resource(name, "surnames").forEach(row -> names.surname(row.get("surname"), Table.number(row, "weight")));
        Table.resource(name, "given-names")
                .forEach(row -> names.given(
                        Sex.of(row.get("sex")),
                        Table.whole(row, "born_from"),
                        Table.whole(row, "born_to"),
                        row.get("characters")));
        return names;
    }
}
