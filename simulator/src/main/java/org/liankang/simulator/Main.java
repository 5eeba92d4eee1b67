package org.liankang.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.liankang.simulator.region.Region;
import org.liankang.simulator.send.Archive;
import org.liankang.simulator.send.Delivery;
import org.liankang.simulator.send.Progress;
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
        Progress progress = new Progress(System.err, System.console() != null && System.console().isTerminal(), options.scenario().residents(), clock);
        try {
            if (options.out() != null) {
                Archive.write(simulator, simulator::residents, options.out(), progress);
                Files.writeString(options.out().resolve("truth.json"), simulator.truth().toJson());
            } else {
                new Delivery(options.to(), options.token(), options.threads(), progress).send(simulator, simulator.directoryBundles(),
                        simulator::residents, Keys.prefix(options.scenario()));
                if (options.truth() != null) {
                    Files.writeString(options.truth(), simulator.truth().toJson());
                }
            }
        } catch (Refused refused) {
            System.err.println("\nsimulate: " + refused.getMessage());
            return 1;
        }
        return 0;
    }
}
