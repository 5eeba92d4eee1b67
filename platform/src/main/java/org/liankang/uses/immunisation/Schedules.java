package org.liankang.uses.immunisation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liankang.base.policy.Interval;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyError;
import org.liankang.uses.immunisation.Schedule.Dose;
import org.liankang.uses.immunisation.Schedule.Series;
import org.liankang.uses.immunisation.Schedule.Vaccine;

/**
 * The versions of the schedule, the products and what hinders them, read and checked once at the start. What is wrong
 * stops the start with file, line and reason.
 */
final class Schedules {

    static final String FOLDER = "immunisation";
    private static final String PRODUCTS = FOLDER + "/products.yaml";
    private static final String HINDRANCES = FOLDER + "/hindrances.yaml";

    private record Products(List<Product> products) {}

    private record Hindrances(List<Hindrance> hindrances) {}

    private final List<Schedule> versions;
    private final Map<String, Product> products;
    private final Map<String, String> codes;
    private final Map<String, Hindrance> hindrances;
    private final List<String> vaccines;
    private final Set<Interval> ages;
    private final String digest;

    private Schedules(List<Schedule> versions, List<Product> products, List<Hindrance> hindrances, String digest) {
        this.versions = List.copyOf(versions);
        this.products = products.stream().collect(Collectors.toMap(Product::product, Function.identity()));
        this.codes = new HashMap<>();
        for (Product product : products) {
            codes.put(Product.SYSTEM + "|" + product.product(), product.product());
            product.codes().forEach(code -> codes.put(code.system() + "|" + code.code(), product.product()));
        }
        this.hindrances = hindrances.stream().collect(Collectors.toMap(Hindrance::hindrance, Function.identity()));
        var names = new LinkedHashSet<String>();
        versions.reversed().forEach(version -> version.vaccines().forEach(v -> names.add(v.vaccine())));
        this.vaccines = List.copyOf(names);
        this.ages = versions.stream()
                .flatMap(version -> version.vaccines().stream())
                .flatMap(Schedules::ages)
                .collect(Collectors.toUnmodifiableSet());
        this.digest = digest;
    }

    static Schedules read(Policies policies) {
        Path productFile = policies.file(PRODUCTS);
        Path hindranceFile = policies.file(HINDRANCES);
        List<Product> products = Policies.yaml(productFile, Products.class).products();
        List<Hindrance> hindrances =
                Policies.yaml(hindranceFile, Hindrances.class).hindrances();
        Map<String, Path> files = new HashMap<>();
        List<Schedule> versions = new ArrayList<>();
        List<Path> all = new ArrayList<>(List.of(productFile, hindranceFile));
        for (Path file : policies.files(FOLDER, ".yaml")) {
            if (file.getFileName().toString().startsWith("schedule-")) {
                Schedule version = Policies.yaml(file, Schedule.class);
                versions.add(version);
                files.put(version.version(), file);
                all.add(file);
            }
        }
        versions.sort(Comparator.comparing(Schedule::from));
        if (versions.isEmpty()) {
            throw new PolicyError(FOLDER, 0, "there is no schedule-….yaml");
        }
        unique(productFile, products.stream().map(Product::product).toList());
        unique(hindranceFile, hindrances.stream().map(Hindrance::hindrance).toList());
        var read = new Schedules(versions, products, hindrances, Policies.digest(all));
        read.versions.forEach(version -> read.check(files.get(version.version()), version));
        hindrances.forEach(one -> read.check(hindranceFile, one));
        return read;
    }

    List<Schedule> versions() {
        return versions;
    }

    /** The version in force; before the first version that one. */
    Schedule on(LocalDate day) {
        return versions.reversed().stream()
                .filter(version -> !day.isBefore(version.from()))
                .findFirst()
                .orElse(versions.getFirst());
    }

    /** The version that follows. */
    Optional<Schedule> after(Schedule version) {
        return versions.stream()
                .filter(other -> other.from().isAfter(version.from()))
                .findFirst();
    }

    /**
     * The version by which a dose of this day is judged: the one in force if it has the vaccine, else the last earlier one,
     * else the first later one, so that a dose bought before the programme gave it counts.
     */
    Schedule judge(String vaccine, LocalDate day) {
        List<Schedule> having =
                versions.stream().filter(v -> v.vaccine(vaccine).isPresent()).toList();
        return having.reversed().stream()
                .filter(version -> !day.isBefore(version.from()))
                .findFirst()
                .orElse(having.getFirst());
    }

    /** Codes of all vaccines of all versions, those of the newest version first and in its order. */
    List<String> vaccines() {
        return vaccines;
    }

    /** Every age at which some rule of some version says something else than before. */
    Set<Interval> ages() {
        return ages;
    }

    private static Stream<Interval> ages(Vaccine vaccine) {
        Stream<Interval> doses = vaccine.series().stream()
                .flatMap(series -> series.doses().stream())
                .flatMap(dose -> Stream.of(dose.lapses(), dose.by()));
        Stream<Interval> products = vaccine.ages().stream().flatMap(bounds -> Stream.of(bounds.from(), bounds.below()));
        Stream<Interval> others = Stream.concat(
                vaccine.enough().stream().map(Schedule.Enough::from),
                vaccine.ask().stream().map(Schedule.Ask::from));
        return Stream.of(doses, products, others).flatMap(some -> some).filter(length -> length != null);
    }

    /** The newest words on a vaccine. */
    Vaccine vaccine(String code) {
        return versions.reversed().stream()
                .flatMap(version -> version.vaccine(code).stream())
                .findFirst()
                .orElseThrow();
    }

    Product product(String code) {
        Product found = products.get(code);
        if (found == null) {
            throw new IllegalArgumentException("no product is called " + code);
        }
        return found;
    }

    Optional<Product> product(String system, String code) {
        return Optional.ofNullable(codes.get(system + "|" + code)).map(products::get);
    }

    List<Product> products() {
        return products.values().stream()
                .sorted(Comparator.comparing(Product::product))
                .toList();
    }

    Hindrance hindrance(String code) {
        return hindrances.get(code);
    }

    List<Hindrance> hindrances() {
        return hindrances.values().stream()
                .sorted(Comparator.comparing(Hindrance::hindrance))
                .toList();
    }

    /** The first day on which no vaccine is asked of a child of this birth date any more. */
    LocalDate end(LocalDate birth) {
        return versions.getLast().vaccines().stream()
                .map(vaccine -> end(vaccine, birth))
                .max(LocalDate::compareTo)
                .orElse(birth);
    }

    private static LocalDate end(Vaccine vaccine, LocalDate birth) {
        return Stream.concat(
                        vaccine.enough().stream()
                                .filter(enough -> enough.doses() == 0)
                                .map(Schedule.Enough::from),
                        vaccine.ages().stream()
                                .filter(ages ->
                                        vaccine.series().stream().allMatch(series -> series.givesOnly(ages.product())))
                                .map(Schedule.Ages::below)
                                .filter(below -> below != null))
                .map(length -> length.completedAfter(birth))
                .min(LocalDate::compareTo)
                .orElse(LocalDate.MAX);
    }

    /** Nothing was ever recorded, and the record began too late to know that nothing was given. */
    boolean unknown(ChildStore.Filed filed) {
        Schedule.Gap soon = on(filed.began()).general().certificateWithin();
        return filed.doses().isEmpty()
                && filed.child().birth() != null
                && filed.began()
                        .isAfter(soon.interval().completedAfter(filed.child().birth()));
    }

    /** Some hindrance speaks of it. */
    boolean asksAbout(Child.Known.Kind kind, String code) {
        return !code.isEmpty()
                && hindrances.values().stream()
                        .anyMatch(hindrance -> hindrance.speaksOf(kind, code, products.containsKey(code)));
    }

    /** Changes whenever a file does; then every child has to be evaluated again. */
    String digest() {
        return digest;
    }

    private void check(Path file, Schedule version) {
        unique(file, version.vaccines().stream().map(Vaccine::vaccine).toList());
        for (Vaccine vaccine : version.vaccines()) {
            for (Series series : vaccine.series()) {
                if (series.when() != null && !hindrances.containsKey(series.when())) {
                    throw error(file, "when: " + series.when(), "no hindrance is called " + series.when());
                }
                series.doses().forEach(dose -> check(file, version, vaccine, dose));
            }
            vaccine.ages().forEach(ages -> known(file, ages.product()));
        }
    }

    private void check(Path file, Schedule version, Vaccine vaccine, Dose dose) {
        Stream.concat(dose.give().stream(), dose.also().stream()).forEach(product -> known(file, product));
        if (dose.since() != null && version.vaccine(dose.since().vaccine()).isEmpty()) {
            throw error(
                    file,
                    dose.since().vaccine(),
                    vaccine.vaccine() + " asks for an interval from "
                            + dose.since().vaccine() + ", which this version does not have");
        }
    }

    private void check(Path file, Hindrance hindrance) {
        hindrance.asks().forEach(product -> known(file, product));
        hindrance.stops().stream()
                .filter(product -> !List.of("live", "same").contains(product))
                .forEach(product -> known(file, product));
    }

    private void known(Path file, String product) {
        if (!products.containsKey(product)) {
            throw error(file, product, "no product is called " + product + " in " + PRODUCTS);
        }
    }

    private static void unique(Path file, List<String> names) {
        for (String name : names) {
            if (names.indexOf(name) != names.lastIndexOf(name)) {
                throw error(file, name, name + " is defined twice");
            }
        }
    }

    /** An error at the first line that speaks of it, as far as that can be found. */
    private static PolicyError error(Path file, String about, String reason) {
        try {
            List<String> lines = Files.readAllLines(file);
            for (int at = 0; at < lines.size(); at++) {
                if (lines.get(at).contains(about)) {
                    return new PolicyError(file.toString(), at + 1L, reason);
                }
            }
            return new PolicyError(file.toString(), 0, reason);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
