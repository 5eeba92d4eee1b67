package org.liankang.uses.contract;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.liankang.base.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the documents of one signing or dissolving, as one transaction. */
final class Papers {

    private static final String PACKAGE = "urn:liankang:package";

    private final ContractPolicy policy;
    private final Packages packages;
    private final LocalDate today;
    private final ArrayNode entries = Json.array();

    Papers(ContractPolicy policy, Packages packages, LocalDate today) {
        this.policy = policy;
        this.packages = packages;
        this.today = today;
    }

    byte[] bundle() {
        ObjectNode bundle = Json.object().put("resourceType", "Bundle").put("type", "transaction");
        bundle.set("entry", entries);
        return Json.bytes(bundle);
    }

    /** @param id of the new Contract */
    void sign(String id, Wish wish, Optional<Contract> before) {
        String consent = UUID.nameUUIDFromBytes(("consent/" + id).getBytes(StandardCharsets.UTF_8))
                .toString();
        put("Consent", consent, consent(wish), "");
        ObjectNode contract = Json.object().put("status", "executed");
        refer(
                contract.putArray("subject").addObject(),
                "Patient/" + wish.person().patient());
        refer(contract.putArray("authority").addObject(), Signings.organization(wish.centre()));
        contract.put("issued", today.toString());
        contract.putObject("applies")
                .put("start", wish.starts().toString())
                .put("end", wish.ends().toString());
        wish.practitioner().ifPresent(staff -> refer(contract.putObject("author"), "Practitioner/" + staff));
        ArrayNode about = contract.putArray("supportingInfo");
        refer(about.addObject(), "CareTeam/" + wish.team());
        refer(about.addObject(), "Consent/" + consent);
        before.ifPresent(old -> refer(about.addObject(), old.reference()));
        ArrayNode terms = contract.putArray("term");
        wish.packages().stream().distinct().forEach(code -> {
            ObjectNode term = terms.addObject();
            ObjectNode coding = term.putObject("type")
                    .putArray("coding")
                    .addObject()
                    .put("system", PACKAGE)
                    .put("code", code);
            String name = packages.offer(code).map(Offer::name).orElse(code);
            coding.put("display", name);
            term.putObject("offer").put("text", name);
        });
        put("Contract", id, contract, "");
    }

    private ObjectNode consent(Wish wish) {
        Wish.Agreed agreed = wish.agreed();
        boolean drawn = agreed.way().equals(Wish.Agreed.DRAWN);
        ObjectNode consent = Json.object();
        ObjectNode way = consent.putArray("extension")
                .addObject()
                .put("url", Consent.WAY)
                .putObject("valueCodeableConcept");
        way.putArray("coding").addObject().put("system", Consent.WAY).put("code", agreed.way());
        if (!drawn) {
            way.put("text", agreed.where().strip());
        }
        consent.put("status", "active");
        consent.putObject("scope")
                .putArray("coding")
                .addObject()
                .put("system", "http://terminology.hl7.org/CodeSystem/consentscope")
                .put("code", "treatment");
        consent.putArray("category")
                .addObject()
                .putArray("coding")
                .addObject()
                .put("system", "urn:liankang:consent")
                .put("code", "family-doctor");
        refer(consent.putObject("patient"), "Patient/" + wish.person().patient());
        consent.put("dateTime", today.toString());
        ObjectNode performer = consent.putArray("performer").addObject();
        if (agreed.guardian().isBlank()) {
            refer(performer, "Patient/" + wish.person().patient());
        } else {
            performer.put("display", agreed.guardian().strip());
        }
        refer(consent.putArray("organization").addObject(), Signings.organization(wish.centre()));
        if (drawn) {
            Signature.parse(agreed.strokes())
                    .ifPresent(signature ->
                            consent.set("sourceAttachment", signature.attachment("signature", today.toString())));
        }
        consent.putArray("policy").addObject().put("uri", policy.terms().uri());
        return consent;
    }

    /**
     * Ends a contract: its last day is moved, or it is cancelled when it has not begun by then.
     *
     * @param body of its current version, a copy
     */
    void end(ObjectNode body, int version, Contract contract, LocalDate last, String reason, String note) {
        if (contract.starts().isAfter(last)) {
            body.put("status", "cancelled");
        } else {
            ((ObjectNode) body.get("applies")).put("end", last.toString());
        }
        ObjectNode why = extensions(body).addObject().put("url", Signings.END).putObject("valueCodeableConcept");
        ObjectNode coding =
                why.putArray("coding").addObject().put("system", Signings.END).put("code", reason);
        policy.ending(reason).ifPresent(ending -> coding.put("display", ending.name()));
        if (!note.isEmpty()) {
            why.put("text", note);
        }
        put("Contract", contract.id(), body, "W/\"" + version + "\"");
    }

    private static ArrayNode extensions(ObjectNode body) {
        return body.get("extension") instanceof ArrayNode some ? some : body.putArray("extension");
    }

    private void put(String type, String id, ObjectNode resource, String match) {
        ObjectNode whole = Json.object().put("resourceType", type).put("id", id);
        resource.propertyStream()
                .filter(field -> !field.getKey().equals("resourceType")
                        && !field.getKey().equals("id"))
                .forEach(field -> whole.set(field.getKey(), field.getValue()));
        ObjectNode entry = entries.addObject();
        entry.set("resource", whole);
        ObjectNode request = entry.putObject("request").put("method", "PUT").put("url", type + "/" + id);
        if (!match.isEmpty()) {
            request.put("ifMatch", match);
        }
    }

    private static void refer(ObjectNode at, String reference) {
        at.put("reference", reference);
    }
}
