package org.liankang.uses.quality;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyError;
import org.liankang.uses.quality.KindRules.Compiled;
import org.liankang.uses.quality.KindRules.Condition;
import org.liankang.uses.quality.SharedChecks.Expects;
import tools.jackson.databind.JsonNode;

/** The region's rules, read, checked and compiled once at the start. What is wrong stops the start with file and rule. */
final class Rulebook {

    static final String FOLDER = "quality";

    private record Read(Path file, QualityFile content) {}

    private final Map<String, List<KindRules>> byType = new HashMap<>();
    private final Map<String, KindRules> byKind = new LinkedHashMap<>();
    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private final Map<String, List<Expects>> parts = new HashMap<>();
    private final QualityFile.Bands bands;
    private final String digest;

    private Rulebook(List<Read> files) {
        for (Read read : files) {
            for (QualityFile.KindText text : QualityFile.list(read.content().kinds())) {
                inside(read.file(), "kind " + text.kind(), () -> add(text));
            }
        }
        for (Read read : files) {
            for (QualityFile.RuleText text : QualityFile.list(read.content().rules())) {
                inside(read.file(), "rule " + text.rule(), () -> add(text));
            }
        }
        bands = files.stream()
                .map(read -> read.content().bands())
                .filter(found -> found != null)
                .findFirst()
                .orElseThrow(() -> new PolicyError(FOLDER, 0, "no file gives the bands"));
        byKind.values()
                .forEach(kind -> byType.computeIfAbsent(kind.kind().type(), type -> new ArrayList<>())
                        .add(kind));
        digest = Policies.digest(files.stream().map(Read::file).toList());
    }

    static Rulebook read(Policies policies) {
        return new Rulebook(policies.files(FOLDER, ".yaml").stream()
                .map(file -> new Read(file, Policies.yaml(file, QualityFile.class)))
                .toList());
    }

    QualityFile.Bands bands() {
        return bands;
    }

    List<Rule> rules() {
        return List.copyOf(rules.values());
    }

    List<Kind> kinds() {
        return byKind.values().stream().map(KindRules::kind).toList();
    }

    Optional<KindRules> kind(String code) {
        return Optional.ofNullable(byKind.get(code));
    }

    /** Of what kind a document is: the first of its type that fits. */
    Optional<KindRules> kindOf(String type, JsonNode body) {
        for (KindRules kind : byType.getOrDefault(type, List.of())) {
            if (kind.holds(body)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** The codes under which some encounter may expect this document. */
    Set<String> partsIn(String type, JsonNode body) {
        Set<String> found = new HashSet<>();
        for (Expects expects : parts.getOrDefault(type, List.of())) {
            for (JsonNode node : expects.path().nodes(body)) {
                String code = node.asString("");
                if (expects.all().contains(code) || expects.any().contains(code)) {
                    found.add(type + "|" + code);
                }
            }
        }
        return found;
    }

    /** Changes whenever a file does; then everything has to be judged again. */
    String digest() {
        return digest;
    }

    private void add(QualityFile.KindText text) {
        Kind kind = new Kind(
                QualityFile.need(text.kind(), "kind"),
                new Rule.Words(QualityFile.need(text.name(), "name"), QualityFile.need(text.nameEnglish(), "name-en")),
                QualityFile.need(text.type(), "type"));
        if (byKind.containsKey(kind.code())) {
            throw new IllegalArgumentException("another one has this code");
        }
        byKind.put(
                kind.code(),
                new KindRules(
                        kind,
                        text.where() == null ? null : condition(text.where()),
                        text.time() == null ? null : FieldPath.of(text.time()),
                        text.institution() == null ? null : FieldPath.of(text.institution()),
                        new ArrayList<>()));
    }

    private void add(QualityFile.RuleText text) {
        List<KindRules> kinds = byKind.values().stream()
                .filter(kind -> text.kinds().contains(kind.kind().code())
                        || text.kinds().contains(kind.kind().type()))
                .toList();
        for (String named : text.kinds()) {
            if (kinds.stream()
                    .noneMatch(k ->
                            k.kind().code().equals(named) || k.kind().type().equals(named))) {
                throw new IllegalArgumentException("there is no document kind " + named);
            }
        }
        Check check = QualityFile.need(text.check(), "check").compile();
        Rule rule = text.rule(kinds.stream().map(kind -> kind.kind().code()).toList());
        if (rules.put(QualityFile.need(text.rule(), "rule"), rule) != null) {
            throw new IllegalArgumentException("another one has this code");
        }
        List<Condition> when =
                QualityFile.list(text.when()).stream().map(Rulebook::condition).toList();
        List<Condition> unless = QualityFile.list(text.unless()).stream()
                .map(Rulebook::condition)
                .toList();
        for (KindRules kind : kinds) {
            if (check instanceof SharedChecks.Once
                    && kind.rules().stream().anyMatch(one -> one.check() instanceof SharedChecks.Once)) {
                throw new IllegalArgumentException(kind.kind().code() + " already has a rule that it is told once");
            }
            if (kind.rules().size() == KindRules.MOST) {
                throw new IllegalArgumentException(kind.kind().code() + " has " + KindRules.MOST + " rules already");
            }
            kind.rules().add(new Compiled(rule, when, unless, check));
        }
        if (check instanceof Expects expects) {
            parts.computeIfAbsent(expects.type(), type -> new ArrayList<>()).add(expects);
        }
    }

    private static Condition condition(QualityFile.Where where) {
        return new Condition(FieldPath.of(where.path()), Set.copyOf(QualityFile.list(where.in())));
    }

    private static void inside(Path file, String what, Runnable work) {
        try {
            work.run();
        } catch (IllegalArgumentException | NullPointerException wrong) {
            throw new PolicyError(file.toString(), 0, what + ": " + wrong.getMessage());
        }
    }
}
