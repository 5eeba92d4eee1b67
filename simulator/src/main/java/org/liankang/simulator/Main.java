package org.liankang.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.liankang.sender.Patience;
import org.liankang.sender.Progress;
import org.liankang.sender.Sender;
import org.liankang.sender.Target;
import org.liankang.simulator.region.Region;
import org.liankang.simulator.send.Archive;
import org.liankang.simulator.send.Delivery;
import org.liankang.simulator.send.Refused;

/** The command line of the simulator. Exit codes: 0 done, 1 the server refused or could not be reached, 2 wrong arguments. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(run(arguments, Clock.system(ZoneId.of("Asia/Shanghai"))));
    }

    static int run(String[] arguments, Clock clock) throws IOException, InterruptedException {
        Options options;
        Region region;
        try {
            options = Options.parse(arguments, LocalDate.now(clock));
            region = Region.load(options.scenario().region(), options.regions());
        } catch (IllegalArgumentException wrong) {
            System.err.println("simulate: " + wrong.getMessage() + "\n" + Options.USAGE);
            return 2;
        }
        Simulator simulator = new Simulator(region, options.scenario());
        try (Progress progress =
                Progress.onError("Residents", options.scenario().residents())) {
            if (options.out() != null) {
                Archive.write(simulator, simulator::residents, options.out(), progress);
                Files.writeString(
                        options.out().resolve("truth.json"), simulator.truth().toJson());
            } else {
                send(simulator, options, progress);
            }
        } catch (Refused refused) {
            System.err.println("\nsimulate: " + refused.getMessage());
            return 1;
        }
        return 0;
    }

    private static void send(Simulator simulator, Options options, Progress progress)
            throws IOException, InterruptedException, Refused {
        Target target = new Target(options.to(), options.token(), "");
        try (Sender sender = new Sender(target, Patience.LONG, progress::notice)) {
            new Delivery(sender, options.threads(), progress)
                    .send(
                            simulator,
                            simulator.directoryBundles(),
                            simulator::residents,
                            Keys.prefix(options.scenario()));
        }
        if (options.truth() != null) {
            Files.writeString(options.truth(), simulator.truth().toJson());
        }
    }
}
