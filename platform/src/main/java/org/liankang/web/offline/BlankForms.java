package org.liankang.web.offline;

import java.util.List;
import java.util.Map;
import org.liankang.base.json.Json;
import org.liankang.entry.channel.form.Filling;
import org.liankang.entry.channel.form.Form;
import org.liankang.entry.channel.form.Forms;
import org.liankang.identity.access.Account;
import org.liankang.uses.programme.Definition;
import org.liankang.uses.programme.Programmes;
import org.liankang.web.form.FormView;
import org.liankang.web.form.History;
import org.liankang.web.form.Visits;
import org.liankang.web.view.Language;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * The region's forms drawn for nobody: the same templates and rules as online, so that a form without a connection is the
 * same form. What is known of a resident the device puts in.
 */
@Component
class BlankForms {

    private final Forms forms;
    private final Visits visits;
    private final Programmes programmes;
    private final Views views;

    BlankForms(Forms forms, Visits visits, Programmes programmes, Views views) {
        this.forms = forms;
        this.visits = visits;
        this.programmes = programmes;
        this.views = views;
    }

    ObjectNode of(Page page, Account account) {
        ObjectNode answer = Json.object().put("language", page.t().language().code());
        ObjectNode drawn = answer.putObject("forms");
        for (Form form : forms.all()) {
            Filling filling = forms.fill(form, Map.of(), visits.nobody());
            var view =
                    new FormView(page.t(), filling, Map.of(), new History(List.of(), form), visits.referable(account));
            drawn.putObject(form.name())
                    .put("title", view.words(form.title()))
                    .put("version", form.version())
                    .put("service", form.service())
                    .put("html", views.fragment(page, "offline/blank", Map.of("view", view)));
        }
        ObjectNode services = answer.putObject("services");
        ObjectNode names = answer.putObject("programmes");
        for (Definition one : programmes.definitions()) {
            names.put(one.programme(), page.t().language() == Language.ENGLISH ? one.nameEnglish() : one.name());
        }
        page.t().keys().stream()
                .filter(key -> key.startsWith("task.service."))
                .forEach(key -> services.put(
                        key.substring("task.service.".length()), page.t().of(key)));
        return answer;
    }
}
