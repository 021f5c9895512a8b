package org.umdf4j.ddi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Every combination of a flag enum's members, made once, so that turning a mask into a set allocates nothing.
 * Immutable; any thread may use it.
 */
final class FlagSets<E extends Enum<E>> {
    /** 2 to the power of this many sets are made. */
    private static final int MAX_MEMBERS = 8;

    private final List<E> members;
    private final int[] masks;
    private final List<Set<E>> combinations;

    FlagSets(ToIntFunction<E> maskOf, List<E> members) {
        if (members.size() > MAX_MEMBERS) {
            throw new IllegalArgumentException(members.size() + " flags are more than " + MAX_MEMBERS);
        }
        this.members = List.copyOf(members);
        this.masks = members.stream().mapToInt(maskOf).toArray();
        List<Set<E>> sets = new ArrayList<>();
        for (int index = 0; index < 1 << members.size(); index++) {
            sets.add(combination(index));
        }
        this.combinations = List.copyOf(sets);
    }

    private Set<E> combination(int index) {
        E first = members.getFirst();
        EnumSet<E> set = EnumSet.noneOf(first.getDeclaringClass());
        for (int i = 0; i < members.size(); i++) {
            if ((index & 1 << i) != 0) {
                set.add(members.get(i));
            }
        }
        return Collections.unmodifiableSet(set);
    }

    Set<E> of(int bits) {
        int index = 0;
        int unknown = bits;
        for (int i = 0; i < masks.length; i++) {
            if ((bits & masks[i]) != 0) {
                index |= 1 << i;
                unknown &= ~masks[i];
            }
        }
        if (unknown != 0) {
            throw new IllegalArgumentException("no flag has the bits 0x%X of 0x%X".formatted(unknown, bits));
        }
        return combinations.get(index);
    }

    int bits(Set<E> flags) {
        int bits = 0;
        for (int i = 0; i < masks.length; i++) {
            if (flags.contains(members.get(i))) {
                bits |= masks[i];
            }
        }
        return bits;
    }
}
