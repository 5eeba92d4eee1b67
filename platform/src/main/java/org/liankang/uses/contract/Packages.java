package org.liankang.uses.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyError;
import org.liankang.uses.contract.Offer.Item;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** The region's {@code packages.yaml}: what can be signed, for whom it promises what, and how it is counted. */
record Packages(
        String source, Counting counting, Combining combining, Map<String, Group> groups, List<Offer> packages) {

    static final String FILE = "packages.yaml";

    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record Counting(PartYear partYear) {}

    /** {@code full} or {@code proportional}. */
    record PartYear(String value, String confidence) {

        PartYear {
            if (!"full".equals(value) && !"proportional".equals(value)) {
                throw new IllegalArgumentException("part-year is full or proportional, not " + value);
            }
        }
    }

    /**
     * How packages go together in one contract.
     *
     * @param basicAtLeast how many basic packages it must have
     * @param personalisedAtMost how many personalised ones it may have
     */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record Combining(int basicAtLeast, int personalisedAtMost, String clause, String confidence) {

        private static final Combining ANY = new Combining(0, Integer.MAX_VALUE, "", "L");
    }

    /**
     * A group of residents.
     *
     * @param diagnosis has a disease whose code begins with one of these; null for any
     * @param age has completed so many years by the last day the contract covers in the year; null for any
     * @param below has not completed so many years on the first day the contract covers in the year; null for any
     */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record Group(
            String name,
            String nameEn,
            List<String> diagnosis,
            Integer age,
            Integer below,
            boolean priority,
            String confidence) {}

    Packages {
        groups = new LinkedHashMap<>(groups);
        combining = combining == null ? Combining.ANY : combining;
        packages = List.copyOf(packages);
    }

    static Packages read(Policies policies) {
        Path file = policies.file(FILE);
        Packages read = Policies.yaml(file, Packages.class);
        for (Offer offer : read.packages) {
            if (offer.group() != null && !read.groups.containsKey(offer.group())) {
                throw new PolicyError(
                        file.toString(),
                        line(file, "package: " + offer.code()),
                        "package " + offer.code() + " is for " + offer.group() + ", which is no group");
            }
            for (Item item : offer.items()) {
                if (!read.groups.containsKey(item.group())) {
                    throw new PolicyError(
                            file.toString(),
                            line(file, "for: " + item.group()),
                            "item " + item.code() + " is for " + item.group() + ", which is no group");
                }
            }
        }
        return read;
    }

    /** Changes when what contracts promise or how they are judged does. */
    static String digest(Policies policies) {
        return Policies.digest(List.of(policies.file(FILE), policies.file(ContractPolicy.FILE)));
    }

    Optional<Offer> offer(String code) {
        return packages.stream().filter(one -> one.code().equals(code)).findFirst();
    }

    /** What a contract of these packages promises, by item; where two packages promise the same item, the more often. */
    Map<Item, Offer> items(Contract contract) {
        Map<String, Map.Entry<Item, Offer>> byCode = new LinkedHashMap<>();
        for (Offer offer : packages) {
            if (contract.packages().contains(offer.code()) && offer.offeredOn(contract.starts())) {
                for (Item item : offer.items()) {
                    byCode.merge(
                            item.code(),
                            Map.entry(item, offer),
                            (one, other) ->
                                    other.getKey().times() > one.getKey().times() ? other : one);
                }
            }
        }
        Map<Item, Offer> items = new LinkedHashMap<>();
        byCode.values().forEach(entry -> items.put(entry.getKey(), entry.getValue()));
        return items;
    }

    Optional<Item> item(String offer, String code) {
        return packages.stream()
                .filter(o -> o.code().equals(offer))
                .flatMap(o -> o.items().stream())
                .filter(item -> item.code().equals(code))
                .findFirst();
    }

    private static long line(Path file, String about) {
        try {
            List<String> lines = Files.readAllLines(file);
            for (int at = 0; at < lines.size(); at++) {
                if (lines.get(at).contains(about)) {
                    return at + 1L;
                }
            }
            return 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
