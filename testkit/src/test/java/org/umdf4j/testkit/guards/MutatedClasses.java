package org.umdf4j.testkit.guards;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;

/** Loads the engine, the testkit and the tests afresh, with one guard switched off. */
final class MutatedClasses extends ClassLoader {
    private static final String OURS = "org.umdf4j.";

    private final Guard guard;

    MutatedClasses(Guard guard) {
        super("without " + guard.place(), MutatedClasses.class.getClassLoader());
        this.guard = guard;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] code = read(name);
        if (name.equals(guard.mutatedClass())) {
            code = mutate(code);
        }
        return defineClass(name, code, 0, code.length);
    }

    private byte[] read(String name) throws ClassNotFoundException {
        String path = name.replace('.', '/') + ".class";
        try (InputStream file = getParent().getResourceAsStream(path)) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] mutate(byte[] code) {
        ClassFile files = ClassFile.of();
        return files.transformClass(
                files.parse(code),
                ClassTransform.transformingMethodBodies(
                        // Lambdas of the method count as part of it.
                        method -> method.methodName().equalsString(guard.mutatedMethod())
                                || method.methodName()
                                        .stringValue()
                                        .startsWith("lambda$" + guard.mutatedMethod() + "$"),
                        guard.mutation().transform()));
    }
}
