package org.liankang.uses.programme;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.liankang.uses.programme.Chart.Told;
import org.liankang.uses.programme.Programme.Episodes;

/**
 * One time a resident is in a programme of episodes.
 *
 * @param earliest what the episode is counted from, by the earliest word on it
 * @param since the day it was first told of: what should have been before is unknown, not missed
 * @param until first day it is over
 * @param cause the resource that told of it first
 */
record Episode(LocalDate earliest, LocalDate since, LocalDate until, String cause) {

    boolean includes(LocalDate day) {
        return !day.isBefore(since) && day.isBefore(until);
    }

    /** The episodes of a chart, the earliest first; none overlaps another. */
    static List<Episode> of(Episodes rule, Chart chart) {
        List<List<Told>> begun =
                clusters(rule, chart.told(rule.from()), ends(rule, chart).toList());
        List<Episode> episodes = new ArrayList<>();
        for (int at = 0; at < begun.size(); at++) {
            LocalDate next = at + 1 < begun.size() ? earliest(begun.get(at + 1)) : LocalDate.MAX;
            add(episodes, rule, chart, begun.get(at), next);
        }
        if (rule.orFrom() != null) {
            List<Told> alone = chart.told(rule.orFrom()).stream()
                    .filter(told -> begun.stream().noneMatch(cluster -> reaches(rule, begun, cluster, told.day())))
                    .toList();
            clusters(rule, alone, List.of())
                    .forEach(cluster -> add(episodes, rule, chart, cluster, after(begun, earliest(cluster))));
        }
        return episodes.stream().sorted(Comparator.comparing(Episode::since)).toList();
    }

    /** Days told closer than {@code apart}, with no end between them, are one episode told several times. */
    private static List<List<Told>> clusters(Episodes rule, List<Told> told, List<LocalDate> ends) {
        List<List<Told>> clusters = new ArrayList<>();
        for (Told one : told.stream().sorted(Comparator.comparing(Told::day)).toList()) {
            if (clusters.isEmpty() || !same(rule, ends, clusters.getLast(), one.day())) {
                clusters.add(new ArrayList<>());
            }
            clusters.getLast().add(one);
        }
        return clusters;
    }

    private static boolean same(Episodes rule, List<LocalDate> ends, List<Told> cluster, LocalDate day) {
        LocalDate first = earliest(cluster);
        return day.isBefore(rule.apart().after(first))
                && ends.stream().noneMatch(end -> end.isAfter(first) && !end.isAfter(day));
    }

    private static void add(List<Episode> episodes, Episodes rule, Chart chart, List<Told> cluster, LocalDate next) {
        LocalDate earliest = earliest(cluster);
        Told first = cluster.stream().min(Comparator.comparing(Told::told)).orElseThrow();
        LocalDate since = first.told().isBefore(earliest) ? earliest : first.told();
        LocalDate longest = rule.longest().after(latest(cluster));
        LocalDate until = rule.ends().stream()
                .flatMap(end -> chart.told(end.date()).stream()
                        .map(Told::day)
                        .filter(day -> !day.isBefore(earliest) && !day.isAfter(longest) && day.isBefore(next))
                        .reduce((before, last) -> last)
                        .map(day -> end.after().after(day).plusDays(1))
                        .stream())
                .min(Comparator.naturalOrder())
                .orElse(longest.plusDays(1));
        LocalDate over = until.isBefore(next) ? until : next;
        if (since.isBefore(over)) {
            episodes.add(new Episode(earliest, since, over, first.reference()));
        }
    }

    private static boolean reaches(Episodes rule, List<List<Told>> all, List<Told> cluster, LocalDate day) {
        LocalDate next = after(all, earliest(cluster));
        return !day.isBefore(earliest(cluster))
                && !day.isAfter(rule.longest().after(latest(cluster)))
                && day.isBefore(next);
    }

    /** Where the next episode begins, or the end of time. */
    private static LocalDate after(List<List<Told>> all, LocalDate day) {
        return all.stream()
                .map(Episode::earliest)
                .filter(day::isBefore)
                .min(Comparator.naturalOrder())
                .orElse(LocalDate.MAX);
    }

    private static Stream<LocalDate> ends(Episodes rule, Chart chart) {
        return rule.ends().stream()
                .flatMap(end -> chart.told(end.date()).stream())
                .map(Told::day);
    }

    private static LocalDate earliest(List<Told> cluster) {
        return cluster.stream().map(Told::day).min(Comparator.naturalOrder()).orElseThrow();
    }

    private static LocalDate latest(List<Told> cluster) {
        return cluster.stream().map(Told::day).max(Comparator.naturalOrder()).orElseThrow();
    }
}
