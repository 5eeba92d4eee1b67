package org.liankang.web.view;

import org.liankang.identity.access.Account;
import org.liankang.identity.access.Right;

/** A place in the navigation. Its text is {@code shell.place.<name>}; the first four a role may see are on a phone's bar. */
public enum Place {
    BOARD("/", "board", Right.SEE_BOARD),
    TASKS("/tasks", "tasks", Right.COMPLETE_TASK),
    RESIDENTS("/residents", "people", Right.SEE_PERSON_RECORD),
    PANEL("/panel", "heart", Right.COMPLETE_TASK),
    INDICATORS("/indicators", "chart", Right.SEE_BOARD),
    ROUNDS("/rounds", "place", Right.PLAN_ROUNDS),
    PROGRAMMES("/programmes", "list", Right.SEE_BOARD),
    PLAN("/plan", "target", Right.SEE_BOARD),
    FEES("/fees", "document", Right.SEE_FEES),
    IMMUNISATION("/immunisation", "heart", Right.SEE_BOARD),
    BIRTHS("/births", "person", Right.COMPLETE_TASK),
    EDUCATION("/education", "document", Right.COMPLETE_TASK),
    SUBMISSIONS("/submissions", "inbox", Right.SEE_SUBMISSIONS),
    QUARANTINE("/quarantine", "shield", Right.SEE_QUARANTINE),
    QUALITY("/quality", "list", Right.SEE_QUALITY),
    AUDIT("/audit", "eye", Right.SEE_AUDIT),
    ACCOUNTS("/accounts", "key", Right.MANAGE_ACCOUNTS),
    SUBSCRIPTIONS("/subscriptions", "bell", Right.MANAGE_SUBSCRIPTIONS),
    SYSTEM("/system", "pulse", Right.SEE_SYSTEM);

    private final String path;
    private final String icon;
    private final Right right;

    Place(String path, String icon, Right right) {
        this.path = path;
        this.icon = icon;
        this.right = right;
    }

    public String path() {
        return path;
    }

    public String icon() {
        return icon;
    }

    public Right right() {
        return right;
    }

    boolean shownTo(Account account) {
        return account.may(right);
    }

    boolean holds(String here) {
        return this == BOARD ? here.equals(path) : here.equals(path) || here.startsWith(path + "/");
    }
}
