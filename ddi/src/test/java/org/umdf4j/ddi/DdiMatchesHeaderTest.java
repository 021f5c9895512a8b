package org.umdf4j.ddi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Compares the interfaces, enums and structures with what the header declares, folded as {@link Folds} says. */
@Timeout(60)
class DdiMatchesHeaderTest {
    @Test
    void theInterfacesAreThoseOfTheHeader() throws IOException {
        Set<String> expected = headerInterfaces().stream()
                .map(DdiMatchesHeaderTest::fold)
                .collect(Collectors.toCollection(TreeSet::new));
        expected.addAll(Folds.OWN_INTERFACES);
        Set<String> actual = publicTypes().stream()
                .filter(Class::isInterface)
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void everyInterfaceExtendsWhatItExtendsInTheHeader() throws ClassNotFoundException {
        for (HeaderFacts.Row row : HeaderFacts.interfaces()) {
            String name = row.get("interface");
            if (fold(name).equals(name)) {
                List<String> expected = new ArrayList<>();
                if (!row.get("base").equals("IUnknown")) {
                    expected.add(fold(row.get("base")));
                }
                expected.addAll(Folds.FACTORIES.getOrDefault(name, List.of()));
                assertThat(type(name).getInterfaces())
                        .as(name)
                        .extracting(Class::getSimpleName)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void everyInterfaceHasTheMethodsOfTheHeaderAndNoOthers() throws ClassNotFoundException {
        Map<String, Set<String>> expected = new TreeMap<>();
        Map<String, Set<String>> actual = new TreeMap<>();
        for (String name : headerInterfaces()) {
            expected.computeIfAbsent(fold(name), type -> new TreeSet<>());
            actual.put(fold(name), declaredMethods(type(fold(name))));
        }
        for (HeaderFacts.Method method : HeaderFacts.methods()) {
            expected.computeIfAbsent(fold(method.type()), type -> new TreeSet<>())
                    .add(signature(method));
        }
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void theTablesNameOnlyWhatTheHeaderHas() {
        List<String> interfaces = headerInterfaces();
        List<String> methods =
                HeaderFacts.methods().stream().map(HeaderFacts.Method::id).toList();
        Set<String> enums = headerEnums().keySet();
        assertThat(interfaces).containsAll(Folds.INTERFACES.keySet());
        assertThat(methods).containsAll(Folds.METHODS.keySet());
        assertThat(enums).containsAll(Folds.LATER_ENUMS).containsAll(Folds.MEMBER_PREFIXES.keySet());
    }

    @Test
    void whatComesLaterIsNotHereYet() throws IOException {
        assertThat(publicTypes()).extracting(Class::getSimpleName).doesNotContainAnyElementsOf(Folds.LATER_ENUMS);
    }

    @Test
    void theEnumsHaveTheMembersAndNumbersOfTheHeader() throws IOException {
        Map<String, List<String>> expected = new TreeMap<>();
        headerEnums().forEach((name, members) -> {
            if (!Folds.LATER_ENUMS.contains(name)) {
                expected.put(name, members);
            }
        });
        Map<String, List<String>> actual = new TreeMap<>();
        for (Class<?> type : publicTypes()) {
            if (type.isEnum()) {
                actual.put(
                        type.getSimpleName(),
                        Stream.of(type.getEnumConstants())
                                .map(constant -> constant + " = " + value(constant))
                                .toList());
            }
        }
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void theStructuresHaveTheFieldsOfTheHeader() throws ClassNotFoundException {
        Map<String, List<String>> header = new TreeMap<>();
        for (HeaderFacts.Row row : HeaderFacts.types()) {
            if (row.get("kind").equals("struct") && !row.get("member").matches("Size|Reserved\\d*")) {
                header.computeIfAbsent(row.get("type"), name -> new ArrayList<>())
                        .add(row.get("value") + " " + row.get("member"));
            }
        }
        assertThat(header.keySet()).isEqualTo(new TreeSet<>(Folds.STRUCTURES.keySet()));
        for (String name : header.keySet()) {
            List<String> components = Stream.of(type(name).getRecordComponents())
                    .map(component -> component.getType().getSimpleName() + " " + component.getName())
                    .toList();
            List<String> folded = new ArrayList<>();
            for (int i = 0; i < components.size(); i++) {
                folded.add(header.get(name).get(i) + ": " + components.get(i));
            }
            assertThat(header.get(name)).hasSameSizeAs(components);
            assertThat(folded).isEqualTo(Folds.STRUCTURES.get(name));
        }
    }

    private static List<String> headerInterfaces() {
        return HeaderFacts.interfaces().stream()
                .map(row -> row.get("interface"))
                .toList();
    }

    private static String fold(String headerInterface) {
        return Folds.INTERFACES.getOrDefault(headerInterface, headerInterface);
    }

    /** Members as {@code NAME = value}, in the header's order. */
    private static Map<String, List<String>> headerEnums() {
        Map<String, List<String>> enums = new TreeMap<>();
        for (HeaderFacts.Row row : HeaderFacts.types()) {
            if (!row.get("kind").equals("struct")) {
                String member = memberName(row.get("type"), row.get("member"));
                enums.computeIfAbsent(row.get("type"), name -> new ArrayList<>())
                        .add(member + " = " + Long.decode(row.get("value")).intValue());
            }
        }
        return enums;
    }

    private static String memberName(String type, String member) {
        String bare = Folds.MEMBER_PREFIXES.getOrDefault(type, List.of("")).stream()
                .filter(member::startsWith)
                .findFirst()
                .map(prefix -> member.substring(prefix.length()))
                .orElse(member);
        return bare.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }

    private static String signature(HeaderFacts.Method method) {
        String special = Folds.METHODS.get(method.id());
        if (special != null) {
            return special;
        }
        List<HeaderFacts.Parameter> parameters = method.parameters();
        String result = method.returnType().equals("HRESULT") && !method.callback() ? "void" : method.returnType();
        if (parameters.size() == 2
                && parameters.getFirst().type().equals("PWSTR")
                && parameters.getLast().direction().equals("inout")) {
            return "String " + javaName(method.name()) + "()";
        }
        List<String> arguments = new ArrayList<>();
        List<String> results = new ArrayList<>();
        for (HeaderFacts.Parameter parameter : parameters) {
            if (parameter.isOut()) {
                results.add(
                        javaType(parameter.type().substring(0, parameter.type().length() - 1)));
            } else {
                arguments.add(javaType(parameter.type()) + (parameter.optional() ? "?" : ""));
            }
        }
        assertThat(results).as(method.id() + " needs a fold of its own").hasSizeLessThan(2);
        return (results.isEmpty() ? javaType(result) : results.getFirst()) + " " + javaName(method.name()) + "("
                + String.join(", ", arguments) + ")";
    }

    private static String javaType(String type) {
        return Folds.TYPES.getOrDefault(type, fold(type.endsWith("*") ? type.substring(0, type.length() - 1) : type));
    }

    private static String javaName(String headerName) {
        return headerName.substring(0, 1).toLowerCase(Locale.ROOT) + headerName.substring(1);
    }

    private static Set<String> declaredMethods(Class<?> type) {
        Set<String> methods = new TreeSet<>();
        for (Method method : type.getDeclaredMethods()) {
            if (!method.isSynthetic() && !Modifier.isStatic(method.getModifiers())) {
                String parameters = Arrays.stream(method.getAnnotatedParameterTypes())
                        .map(DdiMatchesHeaderTest::show)
                        .collect(Collectors.joining(", "));
                methods.add(show(method.getAnnotatedReturnType()) + " " + method.getName() + "(" + parameters + ")");
            }
        }
        return methods;
    }

    private static String show(AnnotatedType type) {
        return show(type.getType()) + (type.isAnnotationPresent(Nullable.class) ? "?" : "");
    }

    private static String show(Type type) {
        return switch (type) {
            case ParameterizedType generic ->
                Arrays.stream(generic.getActualTypeArguments())
                        .map(DdiMatchesHeaderTest::show)
                        .collect(Collectors.joining(", ", show(generic.getRawType()) + "<", ">"));
            case Class<?> plain -> plain.getSimpleName();
            default -> type.getTypeName();
        };
    }

    private static int value(Object constant) {
        try {
            return (int) constant.getClass().getMethod("value").invoke(constant);
        } catch (ReflectiveOperationException failure) {
            throw new LinkageError(constant + " has no number", failure);
        }
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(IWDFObject.class.getPackageName() + "." + name);
    }

    private static List<Class<?>> publicTypes() throws IOException {
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/java/org/umdf4j/ddi"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString().replace(".java", "");
                if (!name.equals("package-info")) {
                    types.add(type(name));
                }
            }
        } catch (ClassNotFoundException failure) {
            throw new AssertionError("a source file without its class", failure);
        }
        types.removeIf(type -> !Modifier.isPublic(type.getModifiers()));
        return types;
    }
}
