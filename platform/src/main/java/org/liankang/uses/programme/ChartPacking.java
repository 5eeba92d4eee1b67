package org.liankang.uses.programme;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A chart as bytes, so that everybody can be evaluated again by reading one row a resident instead of some fifty.
 * Numbers are written seven bits a byte, days from 1970, a text in full the first time and by its number afterwards.
 */
final class ChartPacking {

    /** Changes with what is written; bytes of another form are made anew from the facts. */
    private static final int FORM = 1;

    private ChartPacking() {}

    static byte[] pack(Chart chart) {
        var out = new Out();
        out.number(FORM);
        Chart.Resident resident = chart.resident();
        out.number(resident.id());
        out.text(resident.patient());
        out.day(resident.birthDate());
        out.text(resident.gender());
        out.day(resident.deceased());
        out.day(resident.since());
        out.text(resident.division());
        out.text(resident.centre());
        out.day(chart.begins());
        out.number(chart.diagnoses().size());
        for (Chart.Diagnosis one : chart.diagnoses()) {
            out.text(one.reference());
            out.text(one.code());
            out.day(one.since());
            out.day(one.ended());
        }
        out.number(chart.visits().size());
        for (Chart.Visit one : chart.visits()) {
            out.text(one.reference());
            out.number(one.version());
            out.number(one.position());
            out.text(one.service());
            out.day(one.day());
            out.number(one.facts().size());
            for (Chart.Fact fact : one.facts()) {
                out.text(fact.name());
                out.decimal(fact.number());
                out.text(fact.words());
            }
        }
        out.number(chart.dates().size());
        for (Chart.Told one : chart.dates()) {
            out.text(one.reference());
            out.text(one.name());
            out.day(one.day());
            out.day(one.told());
            out.number(one.rank());
            out.number(one.position());
        }
        return out.bytes.toByteArray();
    }

    /**
     * @param kinds the kinds of visit that matter; others are left out
     * @return empty when the bytes are of another form
     */
    static Optional<Chart> unpack(byte[] bytes, Collection<String> kinds) {
        var in = new In(bytes);
        if (in.number() != FORM) {
            return Optional.empty();
        }
        var resident = new Chart.Resident(
                in.number(), in.text(), in.day(), in.text(), in.day(), in.day(), in.text(), in.text());
        LocalDate begins = in.day();
        int count = in.count();
        List<Chart.Diagnosis> diagnoses = new ArrayList<>(count);
        for (int at = 0; at < count; at++) {
            diagnoses.add(new Chart.Diagnosis(in.text(), in.text(), in.day(), in.day()));
        }
        count = in.count();
        List<Chart.Visit> visits = new ArrayList<>(count);
        for (int at = 0; at < count; at++) {
            var visit = new Chart.Visit(in.text(), in.count(), in.number(), in.text(), in.day(), facts(in));
            if (kinds.contains(visit.service())) {
                visits.add(visit);
            }
        }
        count = in.count();
        List<Chart.Told> dates = new ArrayList<>(count);
        for (int at = 0; at < count; at++) {
            dates.add(new Chart.Told(in.text(), in.text(), in.day(), in.day(), in.count(), in.number()));
        }
        return Optional.of(new Chart(resident, begins, diagnoses, visits, dates));
    }

    private static List<Chart.Fact> facts(In in) {
        int count = in.count();
        List<Chart.Fact> facts = new ArrayList<>(count);
        for (int at = 0; at < count; at++) {
            facts.add(new Chart.Fact(in.text(), in.decimal(), in.text()));
        }
        return facts;
    }

    private static final class Out {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        private final Map<String, Integer> texts = new HashMap<>();

        void number(long value) {
            long left = (value << 1) ^ (value >> 63);
            while ((left & ~0x7FL) != 0) {
                bytes.write((int) (left & 0x7F | 0x80));
                left >>>= 7;
            }
            bytes.write((int) left);
        }

        /** The number of a text begins with 1; 0 is a text that comes for the first time. */
        void text(String text) {
            Integer known = texts.putIfAbsent(text, texts.size() + 1);
            if (known != null) {
                number(known);
                return;
            }
            byte[] letters = text.getBytes(StandardCharsets.UTF_8);
            number(0);
            number(letters.length);
            bytes.writeBytes(letters);
        }

        /** No day is 0; days from 1970 on are one more than their number. */
        void day(LocalDate day) {
            long number = day == null ? -1 : day.toEpochDay();
            number(day == null || number >= 0 ? number + 1 : number);
        }

        void decimal(BigDecimal decimal) {
            byte[] unscaled =
                    decimal == null ? new byte[0] : decimal.unscaledValue().toByteArray();
            number(unscaled.length);
            if (decimal != null) {
                bytes.writeBytes(unscaled);
                number(decimal.scale());
            }
        }
    }

    private static final class In {

        private final byte[] bytes;
        private final List<String> texts = new ArrayList<>();
        private int at;

        In(byte[] bytes) {
            this.bytes = bytes;
        }

        long number() {
            long value = 0;
            int shift = 0;
            byte next;
            do {
                next = bytes[at++];
                value |= (next & 0x7FL) << shift;
                shift += 7;
            } while (next < 0);
            return (value >>> 1) ^ -(value & 1);
        }

        int count() {
            return (int) number();
        }

        String text() {
            int known = count();
            if (known > 0) {
                return texts.get(known - 1);
            }
            int length = count();
            String text = new String(bytes, at, length, StandardCharsets.UTF_8);
            at += length;
            texts.add(text);
            return text;
        }

        LocalDate day() {
            long day = number();
            return day == 0 ? null : LocalDate.ofEpochDay(day > 0 ? day - 1 : day);
        }

        BigDecimal decimal() {
            int length = count();
            if (length == 0) {
                return null;
            }
            var unscaled = new BigInteger(bytes, at, length);
            at += length;
            return new BigDecimal(unscaled, count());
        }
    }
}
