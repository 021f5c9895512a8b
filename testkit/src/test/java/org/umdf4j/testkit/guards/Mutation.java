package org.umdf4j.testkit.guards;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** How a guard is switched off in the code of one method. */
sealed interface Mutation {
    /** A transformation of the method's code; single use. */
    CodeTransform transform();

    /** How many places the transformation has changed so far. */
    int places();

    /** The method answers this at once. */
    static Mutation answers(boolean constant) {
        return new Answers(constant);
    }

    /** The method does nothing at all. */
    static Mutation doesNothing() {
        return new DoesNothing();
    }

    /** Calls of a method of this name, anywhere in the method, answer this without being made. */
    static Mutation callAnswers(String called, boolean constant) {
        return new Call(called, constant);
    }

    /** Calls of a method of this name, anywhere in the method, are left out. */
    static Mutation callLeftOut(String called) {
        return new Call(called, false);
    }

    /** See {@link #answers}. */
    final class Answers implements Mutation {
        private final boolean constant;
        private int places;

        private Answers(boolean constant) {
            this.constant = constant;
        }

        @Override
        public CodeTransform transform() {
            return replaceWith(code -> code.loadConstant(constant ? 1 : 0).ireturn(), () -> places++);
        }

        @Override
        public int places() {
            return places;
        }

        @Override
        public String toString() {
            return "(always " + constant + ")";
        }
    }

    /** See {@link #doesNothing}. */
    final class DoesNothing implements Mutation {
        private int places;

        private DoesNothing() {}

        @Override
        public CodeTransform transform() {
            return replaceWith(CodeBuilder::return_, () -> places++);
        }

        @Override
        public int places() {
            return places;
        }

        @Override
        public String toString() {
            return "(left empty)";
        }
    }

    /** See {@link #callAnswers}. */
    final class Call implements Mutation {
        private final String called;
        private final boolean constant;
        private int places;

        private Call(String called, boolean constant) {
            this.called = called;
            this.constant = constant;
        }

        @Override
        public CodeTransform transform() {
            return this::replaceCall;
        }

        private void replaceCall(CodeBuilder code, CodeElement element) {
            if (!(element instanceof InvokeInstruction call) || !call.name().equalsString(called)) {
                code.with(element);
                return;
            }
            places++;
            MethodTypeDesc type = call.typeSymbol();
            for (ClassDesc parameter : type.parameterList().reversed()) {
                pop(code, TypeKind.from(parameter));
            }
            if (call.opcode() != Opcode.INVOKESTATIC) {
                code.pop();
            }
            switch (TypeKind.from(type.returnType())) {
                case VOID -> {}
                case BOOLEAN -> code.loadConstant(constant ? 1 : 0);
                default -> throw new IllegalArgumentException(called + " answers neither nothing nor a boolean");
            }
        }

        private static void pop(CodeBuilder code, TypeKind kind) {
            if (kind.slotSize() == 2) {
                code.pop2();
            } else {
                code.pop();
            }
        }

        @Override
        public int places() {
            return places;
        }

        @Override
        public String toString() {
            return "'s call of " + called;
        }
    }

    private static CodeTransform replaceWith(java.util.function.Consumer<CodeBuilder> body, Runnable counted) {
        return new CodeTransform() {
            @Override
            public void atStart(CodeBuilder builder) {
                counted.run();
                body.accept(builder);
            }

            @Override
            public void accept(CodeBuilder builder, CodeElement element) {
                // The old body is dropped.
            }
        };
    }
}
