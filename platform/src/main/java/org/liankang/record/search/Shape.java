package org.liankang.record.search;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildPrimitiveEnumerationDatatypeDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.liankang.record.search.Definitions.Component;
import org.liankang.record.search.Definitions.Definition;
import org.liankang.record.search.Expression.Step;
import org.liankang.record.search.Expression.Walk;
import org.liankang.record.search.Parameters.Kind;
import org.liankang.record.search.Parameters.Parameter;

/** All parameters of one type, made into one tree to walk. */
final class Shape {

    private static final List<String> CLINICAL_TIMES = List.of(
            "date",
            "onset-date",
            "birthdate",
            "authoredon",
            "authored",
            "authored-on",
            "recorded-date",
            "issued",
            "occurrence",
            "period",
            "created",
            "started",
            "collected",
            "effective-time");
    private static final Set<String> WITH_TEXT = Set.of("CodeableConcept", "Coding", "Identifier");
    /** Their values are worth finding under the parameters they are the union of: ranges cost most in the index. */
    private static final Set<Kind> UNITED = EnumSet.of(Kind.DATE, Kind.NUMBER, Kind.QUANTITY);

    /**
     * @param number its bit in {@link Index#present}, or -1 for composites and what is not in the resource
     * @param implied systems of the codes that are written without one
     * @param united parameters whose values together are this one's, when it has none of its own in the index
     * @param whole of a composite of the resource itself: the type's own parameters that its components are; or empty
     * @param groups of a composite: names under which its elements stand in the index
     * @param texts of a token: the parameters, itself or others, under which the texts beside its codes stand; empty if
     *     there never is a text
     */
    record Form(
            Parameter parameter,
            int number,
            Set<String> implied,
            List<String> united,
            List<String> whole,
            List<String> groups,
            List<String> texts) {}

    /** The parameter of the type's clinical time, or empty. */
    final String clinicalTime;

    final String type;
    final Branch root = new Branch();
    final List<Leaf> existing = new ArrayList<>();
    final Wording wording;
    final Map<String, Form> forms = new TreeMap<>();
    /** What cannot be searched by here, with the reason. */
    final Map<String, String> notUnderstood = new TreeMap<>();

    private final FhirContext fhir;
    private final Map<String, Leaf> leaves = new HashMap<>();
    private final Map<String, List<Walk>> walks = new TreeMap<>();
    private final Map<String, String> groupNames = new HashMap<>();

    Shape(FhirContext fhir, String type, Map<String, Definition> definitions) {
        this.fhir = fhir;
        this.type = type;
        this.wording = new Wording(fhir, type);
        definitions.values().forEach(this::read);
        clinicalTime = CLINICAL_TIMES.stream()
                .filter(name -> walks.containsKey(name) && definitions.get(name).kind() == Kind.DATE)
                .findFirst()
                .orElse("");
        int number = 0;
        for (String name : List.copyOf(walks.keySet())) {
            Definition definition = definitions.get(name);
            if (definition.kind() != Kind.COMPOSITE) {
                int bit = number++;
                attempt(name, () -> plain(definition, definitions, bit, name.equals(clinicalTime)));
            }
        }
        for (String name : List.copyOf(walks.keySet())) {
            if (definitions.get(name).kind() == Kind.COMPOSITE) {
                attempt(name, () -> composite(definitions.get(name)));
            }
        }
        if (number > Long.SIZE) {
            throw new IllegalArgumentException(type + " has more than 64 search parameters");
        }
    }

    private void read(Definition definition) {
        if (definition.kind() == Kind.SPECIAL && !definition.name().equals("near")) {
            notUnderstood.put(definition.name(), "of special parameters only near is known here");
            return;
        }
        attempt(definition.name(), () -> {
            List<Walk> own = new ArrayList<>();
            for (Walk walk : Expression.read(definition.expression())) {
                if (walk.steps().getFirst() instanceof Step.Field(String name, boolean ignored)) {
                    if (Character.isLowerCase(name.charAt(0))) { // InsurancePlan.name is written "name | alias"
                        own.add(walk);
                    } else if (Set.of(type, "Resource", "DomainResource").contains(name)) {
                        own.add(new Walk(walk.steps().subList(1, walk.steps().size()), walk.exists()));
                    }
                }
            }
            if (own.isEmpty()) {
                throw new IllegalArgumentException("its expression says nothing of this type");
            }
            walks.put(definition.name(), own);
        });
    }

    private void attempt(String name, Runnable step) {
        try {
            step.run();
        } catch (IllegalArgumentException failure) {
            notUnderstood.put(name, String.valueOf(failure.getMessage()));
        }
    }

    private void plain(Definition definition, Map<String, Definition> all, int number, boolean clinical) {
        List<Walk> own = walks.get(definition.name());
        boolean exists = own.stream().anyMatch(Walk::exists);
        boolean token = definition.kind() == Kind.TOKEN;
        List<String> parts =
                clinical || !token && !UNITED.contains(definition.kind()) ? List.of() : united(definition, all);
        List<String> united = token ? List.of() : parts;
        Leaf.Role role = exists ? Leaf.Role.EXISTS : clinical ? Leaf.Role.CLINICAL : role(token, parts);
        Leaf leaf = Leaf.of(type, definition.name(), definition.kind(), number, role);
        Set<String> implied = new TreeSet<>();
        boolean texts = place(root, own, leaf, implied) && token;
        leaves.put(definition.name(), leaf);
        if (exists) {
            existing.add(leaf);
        }
        var parameter = new Parameter(definition.name(), definition.kind(), targets(definition, own), List.of());
        List<String> told = !texts ? List.of() : parts.isEmpty() ? List.of(definition.name()) : parts;
        forms.put(
                definition.name(),
                new Form(parameter, number, Set.copyOf(implied), united, List.of(), List.of(), told));
    }

    private static Leaf.Role role(boolean token, List<String> parts) {
        if (parts.isEmpty()) {
            return Leaf.Role.PLAIN;
        }
        return token ? Leaf.Role.UNITED : Leaf.Role.ELSEWHERE;
    }

    /** Two or more other parameters of the kind that look at exactly the same elements together, or nothing. */
    private List<String> united(Definition definition, Map<String, Definition> all) {
        List<Walk> wanted = walks.get(definition.name());
        List<String> parts = new ArrayList<>();
        Set<Walk> covered = new HashSet<>();
        walks.forEach((name, own) -> {
            if (all.get(name).kind() == definition.kind()
                    && own.size() < wanted.size()
                    && wanted.containsAll(own)
                    && covered.addAll(own)) {
                parts.add(name);
            }
        });
        return covered.containsAll(wanted) ? List.copyOf(parts) : List.of();
    }

    /** What the definition says, narrowed by the types that the walks themselves demand. */
    private static Set<String> targets(Definition definition, List<Walk> walks) {
        Set<String> demanded = new TreeSet<>();
        for (Walk walk : walks) {
            if (!(walk.steps().getLast() instanceof Step.Resolves(String target))) {
                return definition.targets();
            }
            demanded.add(target);
        }
        return Set.copyOf(demanded);
    }

    /** Whether it reaches an element that says in words what it codes. */
    private boolean place(Branch branch, List<Walk> own, Leaf leaf, Set<String> implied) {
        boolean[] texts = {false};
        for (Walk walk : own) {
            int[] reached = {0};
            go(branch, fhir.getResourceDefinition(type), "", walk.steps(), 0, (end, element, system) -> {
                end.leaf(leaf);
                reached[0]++;
                texts[0] |= WITH_TEXT.contains(element.getName());
                if (!system.isEmpty()) {
                    implied.add(system);
                }
            });
            if (reached[0] == 0) {
                throw new IllegalArgumentException("it reaches no element of R4");
            }
        }
        return texts[0];
    }

    /** A parameter alone: for what asks for its values only. */
    Branch alone(String name) {
        Branch branch = new Branch();
        place(branch, walks.get(name), Leaf.of(type, name, kind(name), 0, Leaf.Role.PLAIN), new TreeSet<>());
        return branch;
    }

    private Kind kind(String name) {
        return forms.get(name).parameter().kind();
    }

    private void composite(Definition definition) {
        List<String> whole = List.of();
        List<String> groups = new ArrayList<>();
        for (Walk walk : walks.get(definition.name())) {
            List<String> own = walk.steps().isEmpty() ? own(definition) : List.of();
            if (!own.isEmpty()) {
                whole = own;
            } else {
                groups.add(group(definition, walk));
            }
        }
        List<Parameters.Component> components = definition.components().stream()
                .map(one -> new Parameters.Component(one.definition(), one.kind()))
                .toList();
        var parameter = new Parameter(definition.name(), Kind.COMPOSITE, Set.of(), components);
        forms.put(
                definition.name(), new Form(parameter, -1, Set.of(), List.of(), whole, List.copyOf(groups), List.of()));
    }

    /**
     * The parameters that look at what the components look at in the resource itself, and at the least beside: the code
     * of {@code combo-code-value-quantity} is there {@code code} and not {@code combo-code}. Nothing if one has none.
     */
    private List<String> own(Definition definition) {
        List<String> names = new ArrayList<>();
        for (Component component : definition.components()) {
            List<Walk> wanted = Expression.read(component.expression());
            walks.entrySet().stream()
                    .filter(one -> forms.containsKey(one.getKey()) && kind(one.getKey()) == component.kind())
                    .filter(one -> one.getValue().containsAll(wanted))
                    .min(Comparator.comparingInt(one -> one.getValue().size()))
                    .ifPresent(one -> names.add(one.getKey()));
        }
        return names.size() == definition.components().size() ? List.copyOf(names) : List.of();
    }

    /** Composites that ask the same of the same element share what stands in the index. */
    private String group(Definition definition, Walk walk) {
        String signature = walk
                + definition.components().stream()
                        .map(one -> one.kind() + one.expression())
                        .toList()
                        .toString();
        String known = groupNames.putIfAbsent(signature, definition.name());
        if (known != null) {
            return known;
        }
        go(root, fhir.getResourceDefinition(type), "", walk.steps(), 0, (end, element, system) -> {
            List<Branch.Part> parts = new ArrayList<>();
            for (Component component : definition.components()) {
                parts.add(part(definition.name() + "$" + (parts.size() + 1), component, element));
            }
            end.groups.add(new Branch.Group(Tokens.key(type, definition.name()), parts));
        });
        return definition.name();
    }

    private Branch.Part part(String name, Component component, BaseRuntimeElementDefinition<?> element) {
        Leaf leaf = Leaf.of(type, name, component.kind(), -1, Leaf.Role.COMPONENT);
        Branch branch = new Branch();
        boolean fromRoot = false;
        int[] reached = {0};
        for (Walk walk : Expression.read(component.expression())) {
            List<Step> steps = walk.steps();
            fromRoot =
                    steps.getFirst() instanceof Step.Field(String first, boolean ignored) && first.equals("%resource");
            go(
                    branch,
                    fromRoot ? fhir.getResourceDefinition(type) : element,
                    "",
                    fromRoot ? steps.subList(1, steps.size()) : steps,
                    0,
                    (end, reachedElement, system) -> {
                        end.leaf(leaf);
                        reached[0]++;
                    });
        }
        if (reached[0] == 0) {
            throw new IllegalArgumentException("component " + name + " reaches no element");
        }
        return new Branch.Part(leaf, branch, fromRoot);
    }

    /** Told of each place where a walk ends. */
    private interface End {
        void at(Branch branch, BaseRuntimeElementDefinition<?> element, String impliedSystem);
    }

    private void go(
            Branch branch, BaseRuntimeElementDefinition<?> element, String implied, List<Step> steps, int at, End end) {
        if (at == steps.size()) {
            end.at(branch, element, implied);
            return;
        }
        switch (steps.get(at)) {
            case Step.Field(String name, boolean first) -> field(branch, element, steps, at, end, name, first);
            case Step.As(String wanted) -> {
                if (element.getName().equalsIgnoreCase(wanted)) {
                    go(branch, element, implied, steps, at + 1, end);
                }
            }
            case Step.Resolves(String target) -> go(branch.resolves(target), element, implied, steps, at + 1, end);
            case Step.Where(String name, String value) ->
                go(branch.where(name, value), element, implied, steps, at + 1, end);
        }
    }

    private void field(
            Branch branch,
            BaseRuntimeElementDefinition<?> element,
            List<Step> steps,
            int at,
            End end,
            String name,
            boolean first) {
        if (name.equals("extension")) {
            go(branch.child(name, first), fhir.getElementDefinition("Extension"), "", steps, at + 1, end);
            return;
        }
        if (!(element instanceof BaseRuntimeElementCompositeDefinition<?> composite)) {
            throw new IllegalArgumentException(element.getName() + " has no parts");
        }
        BaseRuntimeChildDefinition child = composite.getChildByName(name);
        if (child == null) {
            child = composite.getChildByName(name + "[x]");
        }
        if (child == null) {
            throw new IllegalArgumentException(element.getName() + " has no " + name);
        }
        String system = system(child);
        for (String written : child.getValidChildNames()) {
            BaseRuntimeElementDefinition<?> type = child.getChildByName(written);
            if (!written.endsWith("[x]") && type != null && wanted(steps, at + 1, name, written, type)) {
                boolean decided = at + 1 < steps.size() && steps.get(at + 1) instanceof Step.As;
                go(branch.child(written, first), type, system, steps, decided ? at + 2 : at + 1, end);
            }
        }
    }

    /** Whether a choice written so can be of the type that the next step wants. */
    private static boolean wanted(
            List<Step> steps, int next, String name, String written, BaseRuntimeElementDefinition<?> type) {
        return next >= steps.size()
                || !(steps.get(next) instanceof Step.As(String as))
                || type.getName().equalsIgnoreCase(as)
                || written.equalsIgnoreCase(name + as);
    }

    /** Codes of a required binding are written without their system. */
    private static String system(BaseRuntimeChildDefinition child) {
        if (child instanceof RuntimeChildPrimitiveEnumerationDatatypeDefinition bound) {
            for (Enum<?> one : bound.getBoundEnumType().getEnumConstants()) {
                try {
                    Object system = one.getClass().getMethod("getSystem").invoke(one);
                    if (system instanceof String text && !text.isEmpty() && !text.equals("?")) {
                        return text;
                    }
                } catch (ReflectiveOperationException absent) {
                    return "";
                }
            }
        }
        return "";
    }
}
