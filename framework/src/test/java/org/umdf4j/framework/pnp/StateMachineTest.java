package org.umdf4j.framework.pnp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.stack.StepScheduler;

/** The machine that runs a table. */
@Timeout(30)
class StateMachineTest {
    private enum Lamp {
        OFF,
        SWITCHING,
        ON
    }

    private enum Press {
        UP,
        DOWN,
        NEVER,
        DONE
    }

    private final StepScheduler scheduler = new StepScheduler();
    private final List<String> broken = new ArrayList<>();
    private Runnable action = () -> {};

    private final StateMachine<Lamp, Press, StateMachineTest> machine =
            new StateMachine<>("test", table(), this, scheduler, new StateMachine.Observer<>() {
                @Override
                public void entered(Transition<Lamp, Press> transition) {}

                @Override
                public void broken(String what, String history, Optional<Throwable> cause) {
                    broken.add(what + "\n" + history);
                }
            });

    private static TransitionTable<Lamp, Press, StateMachineTest> table() {
        TransitionTable.Builder<Lamp, Press, StateMachineTest> table =
                TransitionTable.builder("lamp", Lamp.OFF, EnumSet.of(Press.DONE));
        table.rest(Lamp.OFF)
                .on(Press.UP, Lamp.SWITCHING)
                .ignore(Press.DOWN, "it is off")
                .illegal(Press.NEVER);
        table.act(Lamp.SWITCHING, test -> {
                    test.action.run();
                    return Press.DONE;
                })
                .on(Press.DONE, Lamp.ON);
        table.rest(Lamp.ON)
                .on(Press.DOWN, Lamp.OFF)
                .ignore(Press.UP, "it is on")
                .illegal(Press.NEVER);
        return table.build();
    }

    @Test
    void postNeverRunsTheMachineOnThePostersStackAndEventsWaitForABlockedAction() {
        Gate gate = scheduler.newGate("the action");
        action = gate::await;
        List<Lamp> settled = new ArrayList<>();

        machine.post(Press.UP, settlement -> settled.add(settlement.state()));
        assertThat(machine.state()).isEqualTo(Lamp.OFF);
        scheduler.settle();
        machine.post(Press.DOWN, settlement -> settled.add(settlement.state()));
        scheduler.settle();
        assertThat(machine.state()).isEqualTo(Lamp.SWITCHING);
        assertThat(settled).isEmpty();

        gate.open();
        scheduler.settle();
        assertThat(settled).containsExactly(Lamp.ON, Lamp.OFF);
    }

    @Test
    void performTakesTheEventOnTheCallersThread() {
        List<Thread> ran = new ArrayList<>();
        action = () -> ran.add(Thread.currentThread());

        assertThat(machine.perform(Press.UP).state()).isEqualTo(Lamp.ON);

        assertThat(ran).containsExactly(Thread.currentThread());
    }

    @Test
    void performWaitsForItsTurnBehindABlockedAction() {
        Gate gate = scheduler.newGate("the action");
        action = gate::await;
        machine.post(Press.UP, _ -> {});
        scheduler.settle();
        List<Lamp> settled = new ArrayList<>();

        scheduler.execute(
                "performs", () -> settled.add(machine.perform(Press.DOWN).state()));
        scheduler.settle();
        assertThat(machine.state()).isEqualTo(Lamp.SWITCHING);
        assertThat(settled).isEmpty();

        gate.open();
        scheduler.settle();
        assertThat(settled).containsExactly(Lamp.OFF);
    }

    @Test
    void performDoesNotWaitForWhatWasPostedMeanwhile() {
        List<Lamp> settled = new ArrayList<>();
        action = () -> machine.post(Press.DOWN, settlement -> settled.add(settlement.state()));

        assertThat(machine.perform(Press.UP).state()).isEqualTo(Lamp.ON);
        assertThat(settled).isEmpty();

        scheduler.settle();
        assertThat(settled).containsExactly(Lamp.OFF);
        action = () -> {};
        assertThat(machine.perform(Press.UP).state()).as("it rested again").isEqualTo(Lamp.ON);
    }

    @Test
    void anIgnoredEventIsNotTaken() {
        assertThat(machine.perform(Press.DOWN)).isEqualTo(new StateMachine.Settlement<>(false, Lamp.OFF));
        assertThat(machine.perform(Press.UP)).isEqualTo(new StateMachine.Settlement<>(true, Lamp.ON));
    }

    @Test
    void anIllegalEventIsReportedWithTheHistoryAndChangesNothing() {
        machine.perform(Press.UP);

        assertThat(machine.perform(Press.NEVER).taken()).isFalse();

        assertThat(broken).hasSize(1);
        assertThat(broken.getFirst()).contains("'NEVER' must not come in 'ON'", "OFF --UP--> SWITCHING");
        assertThat(machine.state()).isEqualTo(Lamp.ON);
    }

    @Test
    void anActionThatThrowsIsReportedAndTheMachineGoesOn() {
        action = () -> {
            throw new IllegalStateException("bulb");
        };

        machine.perform(Press.UP);

        assertThat(broken).hasSize(1);
        assertThat(machine.state()).isEqualTo(Lamp.SWITCHING);
    }

    @Test
    void theLastSixteenTransitionsAreKept() {
        for (int i = 0; i < 10; i++) {
            machine.perform(Press.UP);
            machine.perform(Press.DOWN);
        }

        assertThat(machine.history()).hasSize(StateMachine.HISTORY);
        assertThat(machine.describeHistory()).endsWith("ON --DOWN--> OFF");
    }
}
