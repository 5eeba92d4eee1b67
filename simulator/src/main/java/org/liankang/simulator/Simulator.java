package org.liankang.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.liankang.simulator.fhir.Bundle;
import org.liankang.simulator.fhir.DirectoryDocuments;
import org.liankang.simulator.fhir.HouseholdDocuments;
import org.liankang.simulator.life.Lives;
import org.liankang.simulator.life.Population;
import org.liankang.simulator.people.Scenario;
import org.liankang.simulator.region.Region;
import org.liankang.simulator.staff.Workforce;
import org.liankang.simulator.truth.Truth;

/**
 * A synthetic district as a stream of Bundles: institutions, staff and teams first, then household by household. Only one
 * household is in memory at a time. The simulator's own count grows with it and is whole when the stream has ended.
 */
public final class Simulator implements Iterator<Bundle> {

    private final Scenario scenario;
    private final Population population;
    private final HouseholdDocuments documents;
    private final Truth truth;
    private final Deque<Bundle> ready = new ArrayDeque<>();
    private final int directoryBundles;
    private long households;
    private int residents;

    public Simulator(Region region, Scenario scenario) {
        this.scenario = scenario;
        Workforce workforce = new Workforce(region, scenario);
        population = new Population(region, scenario);
        documents = new HouseholdDocuments(region, workforce, scenario);
        truth = new Truth(region, scenario, workforce);
        ready.addAll(new DirectoryDocuments(region, workforce, scenario).bundles());
        directoryBundles = ready.size();
    }

    /** How many Bundles at the front hold the directory that all others refer to. */
    public int directoryBundles() {
        return directoryBundles;
    }

    /** Residents founded so far, of {@link Scenario#residents}. */
    public int residents() {
        return residents;
    }

    @Override
    public boolean hasNext() {
        return !ready.isEmpty() || residents < scenario.residents();
    }

    @Override
    public Bundle next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (ready.isEmpty()) {
            Lives lives = population.live(households, residents, scenario.residents() - residents);
            households++;
            residents += lives.home().members().size();
            truth.count(lives);
            ready.addAll(documents.bundles(lives.home(), lives.histories()));
        }
        return ready.removeFirst();
    }

    /** What was simulated, counted from the people and not from the documents. */
    public Truth truth() {
        return truth;
    }
}
