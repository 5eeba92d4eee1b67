package org.liankang.identity.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liankang.TestDatabase;
import org.liankang.identity.access.Accounts.SignIn;

class AccountsTest {

    private static final String PASSWORD = "a long enough one";

    private final SteppingClock clock = new SteppingClock();
    private TestDatabase database;
    private Accounts accounts;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        accounts = new Accounts(new AccountStore(database.jdbc(), database.migrations()), clock);
    }

    private Account planner() {
        return accounts.create(new Accounts.Draft("li", "Li", Role.PLANNER, "", false, "", "", "zh"), PASSWORD);
    }

    @Test
    void the_right_password_welcomes_and_a_wrong_one_does_not_say_what_is_wrong() {
        Account li = planner();
        assertThat(accounts.signIn("li", PASSWORD)).isEqualTo(new SignIn.Welcome(li));
        assertThat(accounts.signIn("li", "wrong")).isEqualTo(new SignIn.Wrong());
        assertThat(accounts.signIn("nobody", PASSWORD)).isEqualTo(new SignIn.Wrong());
    }

    @Test
    void after_five_wrong_passwords_the_account_rests_longer_each_time() {
        planner();
        for (int i = 0; i < 4; i++) {
            assertThat(accounts.signIn("li", "wrong")).isInstanceOf(SignIn.Wrong.class);
        }
        assertThat(accounts.signIn("li", "wrong"))
                .isEqualTo(new SignIn.Resting(clock.instant().plusSeconds(30)));
        assertThat(accounts.signIn("li", PASSWORD)).isInstanceOf(SignIn.Resting.class);
        clock.step(Duration.ofSeconds(31));
        assertThat(accounts.signIn("li", "wrong"))
                .isEqualTo(new SignIn.Resting(clock.instant().plusSeconds(60)));
        clock.step(Duration.ofSeconds(61));
        assertThat(accounts.signIn("li", PASSWORD)).isInstanceOf(SignIn.Welcome.class);
        assertThat(accounts.signIn("li", "wrong")).isInstanceOf(SignIn.Wrong.class);
    }

    @Test
    void weak_passwords_are_refused() {
        assertThatThrownBy(() -> accounts.createFirstAdministrator("admin", "123456789"))
                .isInstanceOf(WeakPassword.class);
        assertThatThrownBy(() -> accounts.createFirstAdministrator("administrator", "Administrator"))
                .isInstanceOf(WeakPassword.class);
        assertThat(accounts.all()).isEmpty();
    }

    @Test
    void the_first_administrator_is_made_only_once() {
        Account first = accounts.createFirstAdministrator("admin", PASSWORD);
        assertThat(first.role()).isEqualTo(Role.ADMINISTRATOR);
        assertThatThrownBy(() -> accounts.createFirstAdministrator("other", PASSWORD))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_token_opens_until_it_expires_or_is_revoked_and_is_never_stored() {
        Account li = planner();
        String token = accounts.issueToken(li.id(), "test", Duration.ofDays(1));
        assertThat(accounts.byToken(token)).contains(li);
        assertThat(accounts.byToken(token + "x")).isEmpty();
        assertThat(database.jdbc()
                        .sql("select count(*) from access.token t where t::text like '%' || ? || '%'")
                        .param(token.substring(12))
                        .query(Long.class)
                        .single())
                .isZero();
        clock.step(Duration.ofDays(2));
        assertThat(accounts.byToken(token)).isEmpty();
        String other = accounts.issueToken(li.id(), "test", Duration.ofDays(1));
        assertThat(accounts.byToken(other)).contains(li);
        accounts.revokeToken(li.id(), accounts.tokens(li.id()).getFirst().id());
        assertThat(accounts.byToken(other)).isEmpty();
    }

    @Test
    void a_closed_account_cannot_come_in() {
        Account li = planner();
        String token = accounts.issueToken(li.id(), "test", Duration.ofDays(1));
        accounts.active(li.id(), false);
        assertThat(accounts.byToken(token)).isEmpty();
        assertThat(accounts.signIn("li", PASSWORD)).isEqualTo(new SignIn.Wrong());
    }

    @Test
    void changing_the_password_needs_the_old_one() {
        Account li = planner();
        assertThat(accounts.changePassword(li, "wrong", "another long one")).isFalse();
        assertThat(accounts.changePassword(li, PASSWORD, "another long one")).isTrue();
        assertThat(accounts.signIn("li", "another long one")).isInstanceOf(SignIn.Welcome.class);
    }
}
