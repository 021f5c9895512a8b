package org.umdf4j.framework.pnp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.framework.Rule;

/** The tables themselves: complete, reachable, without dead ends, as documented. */
@Timeout(30)
class TransitionTablesTest {
    /** Set {@code -Dumdf4j.docs=write} to bring the page up to date instead of comparing. */
    private static final boolean WRITE = "write".equals(System.getProperty("umdf4j.docs"));

    private static final Path PAGE = Path.of("..", "docs", "state-machines.md");

    @Test
    void everyPairIsDecidedEveryStateIsReachedAndEveryStateButTheLastHasAnExit() {
        check(PnpTable.TABLE, PnpState.class, PnpEvent.class, EnumSet.of(PnpState.REMOVED));
        check(Power.TABLE, PowerState.class, PowerEvent.class, EnumSet.of(PowerState.POWER_FAILED));
        check(PolicyTable.TABLE, PolicyState.class, PolicyEvent.class, EnumSet.noneOf(PolicyState.class));
        check(
                SelfManagedIo.TABLE,
                SelfManagedIoState.class,
                SelfManagedIoEvent.class,
                EnumSet.of(SelfManagedIoState.FINAL));
    }

    private static <S extends Enum<S>, E extends Enum<E>> void check(
            TransitionTable<S, E, ?> table, Class<S> states, Class<E> events, Set<S> last) {
        Set<S> reached = EnumSet.of(table.initial());
        Deque<S> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            S state = open.pop();
            boolean exit = false;
            for (E event : events.getEnumConstants()) {
                Decision<S> decision = table.decision(state, event);
                assertThat(decision).as("%s in %s", event, state).isNotNull();
                if (decision instanceof Decision.GoTo<S>(S target)) {
                    exit = true;
                    if (reached.add(target)) {
                        open.push(target);
                    }
                }
            }
            assertThat(exit).as("an exit from " + state).isNotEqualTo(last.contains(state));
        }
        assertThat(reached).containsExactlyInAnyOrder(states.getEnumConstants());
    }

    @Test
    void everyRestingPlugAndPlayStateLeadsToRemovedByARemove() {
        for (PnpState state : PnpState.values()) {
            if (PnpTable.TABLE.rests(state)) {
                assertThat(PnpTable.TABLE.decision(state, PnpEvent.REMOVE))
                        .as("remove in " + state)
                        .isNotInstanceOf(Decision.Illegal.class);
            }
        }
    }

    @Test
    void aTableWithAHoleIsNotBuilt() {
        TransitionTable.Builder<SelfManagedIoState, SelfManagedIoEvent, Object> table =
                TransitionTable.builder("holes", SelfManagedIoState.CREATED, SelfManagedIoEvent.OUTCOMES);
        table.rest(SelfManagedIoState.CREATED).on(SelfManagedIoEvent.START, SelfManagedIoState.INITIALIZING);

        assertThatThrownBy(table::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("holes: SUSPEND in CREATED is undecided");
        assertThatThrownBy(() -> table.rest(SelfManagedIoState.CREATED)).hasMessageContaining("two rows");
        assertThatThrownBy(() -> table.rest(SelfManagedIoState.STARTED)
                        .on(SelfManagedIoEvent.SUCCEEDED, SelfManagedIoState.FINAL))
                .hasMessageContaining("does not belong");
    }

    @Test
    @Rule({"PNP-27", "FAIL-3", "FAIL-4"})
    void selfManagedIoIsTable23() {
        String expected = """
                CREATED SUSPEND ignored
                CREATED START INITIALIZING
                CREATED FLUSH ignored
                CREATED CLEANUP FINAL
                STARTED SUSPEND SUSPENDING
                STOPPED START RESTARTING
                STOPPED SUSPEND ignored
                STOPPED FLUSH FLUSHING
                INIT_FAILED SUSPEND ignored
                INIT_FAILED FLUSH FLUSHING
                FAILED SUSPEND ignored
                FAILED FLUSH FLUSHING
                FLUSHED FLUSH ignored
                FLUSHED CLEANUP CLEANING_UP
                INITIALIZING SUCCEEDED STARTED
                INITIALIZING REFUSED INIT_FAILED
                SUSPENDING SUCCEEDED STOPPED
                SUSPENDING REFUSED FAILED
                RESTARTING SUCCEEDED STARTED
                RESTARTING REFUSED FAILED
                FLUSHING DONE FLUSHED
                CLEANING_UP DONE FINAL""";
        StringBuilder actual = new StringBuilder();
        for (SelfManagedIoState state : SelfManagedIoState.values()) {
            for (SelfManagedIoEvent event : SelfManagedIoEvent.values()) {
                switch (SelfManagedIo.TABLE.decision(state, event)) {
                    case Decision.GoTo<SelfManagedIoState>(SelfManagedIoState target) ->
                        actual.append("%s %s %s\n".formatted(state.name(), event.name(), target.name()));
                    case Decision.Ignore<SelfManagedIoState> ignore ->
                        actual.append("%s %s ignored\n".formatted(state.name(), event.name()));
                    case Decision.Illegal<SelfManagedIoState> illegal -> {}
                }
            }
        }
        assertThat(actual.toString().lines())
                .containsExactlyInAnyOrderElementsOf(expected.lines().toList());
    }

    @Test
    void theDocumentedDiagramsAreThoseOfTheTables() throws IOException {
        String page = """
                # State machines

                Generated from the tables in `org.umdf4j.framework.pnp`; do not edit. To bring it up to date:
                `mvn test -pl framework -am -Dtest=TransitionTablesTest -Dsurefire.failIfNoSpecifiedTests=false
                -Dumdf4j.docs=write`.

                One set of the machines belongs to each driver's device, the power policy machine only to its owner's. A posted event waits until its machine
                rests; what is neither in a diagram nor in the table below it is illegal and stops the device with its
                history.
                """ + section(PnpTable.TABLE) + section(Power.TABLE) + section(PolicyTable.TABLE)
                + section(SelfManagedIo.TABLE);
        if (WRITE) {
            Files.createDirectories(Path.of("..", "docs"));
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/state-machines.md is out of date; it says how to renew it")
                .isEqualTo(page);
    }

    private static String section(TransitionTable<?, ?, ?> table) {
        String title = table.name().substring(0, 1).toUpperCase(Locale.ROOT)
                + table.name().substring(1);
        return "\n## " + title + "\n\n```mermaid\n" + table.toMermaid() + "```\n\n" + table.ignoredToMarkdown();
    }
}
