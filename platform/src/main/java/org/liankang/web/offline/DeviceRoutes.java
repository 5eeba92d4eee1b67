package org.liankang.web.offline;

import java.util.List;
import java.util.Map;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.Accounts;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.Right;
import org.liankang.identity.device.Device;
import org.liankang.identity.device.Devices;
import org.liankang.web.view.NotFound;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The devices that keep residents' data: the own ones, for an administrator everybody's; each can be withdrawn. */
@Controller
public class DeviceRoutes {

    private final Devices devices;
    private final Accounts accounts;
    private final AuditTrail trail;
    private final Views views;

    DeviceRoutes(Devices devices, Accounts accounts, AuditTrail trail, Views views) {
        this.devices = devices;
        this.accounts = accounts;
        this.trail = trail;
        this.views = views;
    }

    /** @param owner name of the account it works for */
    public record Row(Device device, Device.State state, String owner) {}

    @GetMapping("/devices")
    ResponseEntity<String> list(Page page, Account account) {
        boolean all = account.may(Right.MANAGE_ACCOUNTS);
        List<Row> rows = (all ? devices.all() : devices.of(account))
                .stream()
                        .map(device -> new Row(
                                device,
                                devices.state(device),
                                accounts.find(device.account())
                                        .map(Account::name)
                                        .orElse("")))
                        .toList();
        return views.html(page, "offline/devices", Map.of("rows", rows, "all", all));
    }

    /** Somebody else's device is not found rather than forbidden: its number says nothing then. */
    @PostMapping("/devices/{id}/withdraw")
    ResponseEntity<String> withdraw(Account account, @PathVariable long id) {
        Device device = devices.find(id)
                .filter(one -> one.account() == account.id() || account.may(Right.MANAGE_ACCOUNTS))
                .orElseThrow(() -> new NotFound("device"));
        if (devices.withdraw(device, account)) {
            trail.record(account, "offline-withdraw", "device/" + id);
        }
        return Views.to("/devices");
    }
}
