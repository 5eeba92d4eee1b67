package org.liankang.uses.round;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyError;
import org.liankang.identity.place.Divisions;

/** The region's {@code rounds} folder, and how an address names a village. What is wrong there stops the start. */
final class RoundPolicy {

    private static final String FOLDER = "rounds/";

    private final Rules rules;
    private final List<Village> villages;
    private final Fleet fleet;
    private final Map<String, Integer> minutes;
    private final Pattern address;
    private final String digest;
    private final String placesDigest;
    private final Map<String, String> located;

    /** {@code vehicles.yaml}. @param notice what must be said beside every plan made with it, or empty */
    record Fleet(String notice, @JsonProperty("notice-en") String noticeEnglish, List<Vehicle> vehicles) {}

    /** {@code villages.yaml}, which the day's list goes by too. */
    private record Naming(String pattern, String confidence, String note) {}

    /**
     * @param minutes of roads told, by {@link #road}
     * @param address what of an address is the village: its first group
     */
    RoundPolicy(
            Rules rules,
            List<Village> villages,
            Fleet fleet,
            Map<String, Integer> minutes,
            Pattern address,
            String digest) {
        this(rules, villages, fleet, minutes, address, digest, Map.of());
    }

    private RoundPolicy(
            Rules rules,
            List<Village> villages,
            Fleet fleet,
            Map<String, Integer> minutes,
            Pattern address,
            String digest,
            Map<String, String> located) {
        this.located = Map.copyOf(located);
        this.rules = rules;
        this.villages = List.copyOf(villages);
        this.fleet = fleet;
        this.minutes = Map.copyOf(minutes);
        this.address = address;
        this.digest = digest;
        this.placesDigest = Policies.digest(
                address.pattern() + divisionsWithVillages() + rules.done().classes() + " and places");
    }

    /**
     * The same with places where the record says that they lie: a village is the Location of its name and division, a
     * vehicle's base that of its name; of several the last one counts. Road times the region tells stay as they are.
     */
    RoundPolicy placed(List<Place> places) {
        Map<String, Place> villagePlaces = new HashMap<>();
        Map<String, Place> byName = new HashMap<>();
        places.forEach(place -> {
            villagePlaces.put(place.division() + " " + place.name(), place);
            byName.put(place.name(), place);
        });
        Map<String, String> from = new TreeMap<>();
        StringBuilder where = new StringBuilder(digest);
        List<Village> villagesPlaced = villages.stream()
                .map(village -> {
                    Place place = villagePlaces.get(village.code());
                    if (place == null) {
                        return village;
                    }
                    from.put(village.code(), place.reference());
                    where.append(village.code()).append(place.spot());
                    return new Village(
                            village.division(), village.name(), place.spot(), village.clinic(), village.rounds());
                })
                .toList();
        List<Vehicle> vehicles = fleet.vehicles().stream()
                .map(vehicle -> {
                    Place place = byName.get(vehicle.base());
                    if (place == null) {
                        return vehicle;
                    }
                    from.put(vehicle.code(), place.reference());
                    where.append(vehicle.code()).append(place.spot());
                    return vehicle.based(place.spot());
                })
                .toList();
        return from.isEmpty()
                ? this
                : new RoundPolicy(
                        rules,
                        villagesPlaced,
                        new Fleet(fleet.notice(), fleet.noticeEnglish(), vehicles),
                        minutes,
                        address,
                        Policies.digest(where.toString()),
                        from);
    }

    /** The Location that a village's or a vehicle's place was taken from, by code. */
    Map<String, String> located() {
        return located;
    }

    static RoundPolicy read(Policies policies, Divisions divisions) {
        Path ruleFile = policies.file(FOLDER + "rules.yaml");
        Path villageFile = policies.file(FOLDER + "villages.csv");
        Path vehicleFile = policies.file(FOLDER + "vehicles.yaml");
        Path minuteFile = policies.file(FOLDER + "minutes.csv");
        Set<String> known = new HashSet<>();
        List<Village> villages = Policies.csv(villageFile, row -> {
            Village village = village(row, divisions);
            if (!known.add(village.code())) {
                throw new IllegalArgumentException("village " + village.code() + " stands here twice");
            }
            return village;
        });
        Fleet fleet = Policies.yaml(vehicleFile, Fleet.class);
        for (Vehicle vehicle : fleet.vehicles()) {
            if (!known.add(vehicle.code())) {
                throw new PolicyError(vehicleFile.toString(), 0, vehicle.code() + " stands here twice");
            }
        }
        Map<String, Integer> minutes = new HashMap<>();
        Policies.csv(minuteFile, row -> minutes.put(road(end(row, "from", known), end(row, "to", known)), time(row)));
        return new RoundPolicy(
                Policies.yaml(ruleFile, Rules.class),
                villages,
                fleet,
                minutes,
                Pattern.compile(Policies.yaml(policies.file("villages.yaml"), Naming.class)
                        .pattern()),
                Policies.digest(List.of(ruleFile, villageFile, vehicleFile, minuteFile)));
    }

    private static Village village(CSVRecord row, Divisions divisions) {
        String division = row.get("division").strip();
        if (divisions.find(division).isEmpty()) {
            throw new IllegalArgumentException("no division has the code " + division);
        }
        String owed = row.get("rounds").strip();
        return new Village(
                division,
                row.get("name").strip(),
                new Spot(Double.parseDouble(row.get("latitude")), Double.parseDouble(row.get("longitude"))),
                yes(row.get("clinic")),
                owed.isEmpty() ? 0 : Integer.parseInt(owed));
    }

    private static String end(CSVRecord row, String column, Set<String> known) {
        String code = row.get(column).strip();
        if (!known.contains(code)) {
            throw new IllegalArgumentException("no village or vehicle is called " + code);
        }
        return code;
    }

    private static int time(CSVRecord row) {
        int minutes = Integer.parseInt(row.get("minutes").strip());
        if (minutes < 0) {
            throw new IllegalArgumentException("a road takes no negative time");
        }
        return minutes;
    }

    private static boolean yes(String word) {
        return switch (word.strip()) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new IllegalArgumentException("clinic is yes or no, not '" + word + "'");
        };
    }

    Rules rules() {
        return rules;
    }

    Fleet fleet() {
        return fleet;
    }

    List<Village> villages() {
        return villages;
    }

    /** Those a round is owed to. */
    List<Village> withoutClinic() {
        return villages.stream().filter(village -> !village.clinic()).toList();
    }

    Optional<Village> village(String code) {
        return villages.stream().filter(one -> one.code().equals(code)).findFirst();
    }

    Optional<Vehicle> vehicle(String code) {
        return fleet.vehicles().stream().filter(one -> one.code().equals(code)).findFirst();
    }

    int owed(Village village) {
        return village.rounds() > 0 ? village.rounds() : rules.rounds().month();
    }

    /** Minutes on the road; as told by the region in either direction, else from the straight line. */
    int minutes(String from, Spot here, String to, Spot there) {
        Integer told = minutes.getOrDefault(road(from, to), minutes.get(road(to, from)));
        if (told != null) {
            return told;
        }
        double road = here.kilometres(there) * rules.road().detour();
        return (int) Math.ceil(road / rules.road().speed() * 60);
    }

    /** The village an address names, or empty. */
    String named(String text) {
        Matcher found = address.matcher(text);
        return found.find() ? found.group(1) : "";
    }

    Set<String> divisionsWithVillages() {
        Set<String> divisions = new TreeSet<>();
        villages.forEach(village -> divisions.add(village.division()));
        return divisions;
    }

    /** Changes when a plan made before may not hold any more. */
    String digest() {
        return digest;
    }

    /** Changes when homes and visits have to be read again. */
    String placesDigest() {
        return placesDigest;
    }

    static String road(String from, String to) {
        return from + "→" + to;
    }
}
