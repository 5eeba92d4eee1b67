package org.liankang.simulator.fhir;

import java.util.Map;

/** The names that a sender writes beside the codes of urn:liankang:vaccine. */
final class Vaccines {

    static final String SYSTEM = "urn:liankang:vaccine";

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("hepb", "乙型肝炎疫苗"),
            Map.entry("bcg", "卡介苗"),
            Map.entry("ipv", "脊髓灰质炎灭活疫苗"),
            Map.entry("bopv", "二价脊髓灰质炎减毒活疫苗"),
            Map.entry("dtap", "吸附无细胞百白破联合疫苗"),
            Map.entry("dt", "吸附白喉破伤风联合疫苗"),
            Map.entry("mmr", "麻疹腮腺炎风疹联合减毒活疫苗"),
            Map.entry("je-live", "乙型脑炎减毒活疫苗"),
            Map.entry("mpsv-a", "A群脑膜炎球菌多糖疫苗"),
            Map.entry("mpsv-ac", "A群C群脑膜炎球菌多糖疫苗"),
            Map.entry("hepa-live", "甲型肝炎减毒活疫苗"),
            Map.entry("hpv2", "双价人乳头瘤病毒疫苗"));

    private Vaccines() {}

    static String name(String product) {
        return NAMES.get(product);
    }
}
