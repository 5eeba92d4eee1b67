package org.liankang.bench;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.liankang.sender.Target;
import org.liankang.simulator.Simulator;
import org.liankang.simulator.fhir.Bundle;
import org.liankang.simulator.people.Scenario;
import org.liankang.simulator.region.Region;

/** What a load sends: round after round resources that the server has not seen, made before the clock starts. */
sealed interface Freight {

    /**
     * One round.
     *
     * @param before sent before the clock starts
     * @param stages sent one after the other; within a stage nothing refers to what may come later
     */
    record Round(List<Parcel> before, List<List<Parcel>> stages) {

        /** Sends all of it; gives how many resources that were. */
        long send(Clients clients) throws InterruptedException {
            long all = resources();
            for (Parcel parcel : before) {
                clients.send(List.of(parcel));
                all += parcel.resources();
            }
            for (List<Parcel> stage : stages) {
                clients.send(stage);
            }
            return all;
        }

        /** How many are sent in stages. */
        long resources() {
            return stages.stream()
                    .flatMap(List::stream)
                    .mapToLong(Parcel::resources)
                    .sum();
        }
    }

    Round next();

    String about();

    /** The same resources under other ids in each round. */
    final class Files implements Freight {

        private final List<Parcel> directory;
        private final List<List<Parcel>> stages = new ArrayList<>();
        private final String about;
        private int mask = ThreadLocalRandom.current().nextInt();
        private boolean begun;

        Files(Sample sample, int size, String kind, Target target) {
            var requests = new Requests(target);
            Set<UUID> ids = sample.ids();
            directory = Parcel.of(sample.directory(), 100, "batch", requests, Set.of());
            sample.stages().forEach(stage -> stages.add(Parcel.of(stage, size, kind, requests, ids)));
            about = "a sample of " + ids.size() + " resources under new ids each round, PUTs in " + kind + "s of "
                    + size;
        }

        /** What the ids of the last round were changed by. */
        int mask() {
            return mask;
        }

        @Override
        public Round next() {
            mask++;
            for (List<Parcel> stage : stages) {
                stage.forEach(parcel -> parcel.rename(mask));
            }
            List<Parcel> before = new ArrayList<>(begun ? List.of() : directory);
            before.addAll(stages.getFirst());
            begun = true;
            return new Round(before, stages.subList(1, stages.size()));
        }

        @Override
        public String about() {
            return about;
        }
    }

    /** Other simulated residents in each round, a transaction for each household. */
    final class Residents implements Freight {

        private final int residents;
        private final Target target;
        private final Region region =
                Region.load("haishu", Path.of(System.getProperty("liankang.root", "."), "regions"));
        private final Map<String, Requests> requests = new HashMap<>();
        private long seed = System.nanoTime() & 0xFFFFFFFFL;

        Residents(int residents, Target target) {
            this.residents = residents;
            this.target = target;
        }

        @Override
        public Round next() {
            var simulator = new Simulator(
                    region, new Scenario("haishu", residents, 5, ++seed, LocalDate.now(ZoneId.of("Asia/Shanghai"))));
            List<Parcel> before = new ArrayList<>();
            for (int i = 0; i < simulator.directoryBundles(); i++) {
                before.add(parcel(simulator.next()));
            }
            List<Parcel> households = new ArrayList<>();
            simulator.forEachRemaining(bundle -> households.add(parcel(bundle)));
            return new Round(before, List.of(households));
        }

        private Parcel parcel(Bundle bundle) {
            byte[] request = requests.computeIfAbsent(
                            bundle.institution(), institution -> new Requests(target.speakingFor(institution)))
                    .bundle(bundle.json());
            return new Parcel(request, bundle.resources(), new int[0]);
        }

        @Override
        public String about() {
            return residents + " simulated residents with five years of records a round, transactions by household";
        }
    }
}
