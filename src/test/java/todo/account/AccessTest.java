package todo.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import todo.list.Refusal;

class AccessTest {
    @ParameterizedTest
    @EnumSource
    void theOwnerMayDoEverythingWithEveryListThatCanBe(Access.Right right) {
        assertThat(Access.check(Caller.OWNER, "bob", right)).isNull();
        assertThat(Access.check(Caller.OWNER, "a/b", right))
                .isEqualTo(new Refusal.Invalid("list", "must not have a / in it"));
    }

    @ParameterizedTest
    @EnumSource
    void aStrangerMayDoNothing(Access.Right right) {
        assertThat(Access.check(new Caller("mallory"), "bob", right)).isEqualTo(new Refusal.Forbidden("bob"));
        assertThat(Access.check(new Caller(""), "a/b", right)).isEqualTo(new Refusal.Forbidden("a/b"));
    }
}
