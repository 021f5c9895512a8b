package org.umdf4j.testkit.exploration;

import java.util.HashMap;
import java.util.Map;

/** Numbers for names, the same in all runs of one search. */
final class Names {
    private final Map<String, Integer> numbers = new HashMap<>();

    int numberOf(String name) {
        return numbers.computeIfAbsent(name, _ -> numbers.size());
    }
}
