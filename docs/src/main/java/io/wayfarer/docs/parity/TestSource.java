/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.docs.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import org.jspecify.annotations.Nullable;

/**
 * What one test source file declares. It is parsed, not loaded: the other modules' test classes are not on our class path.
 */
final class TestSource {

    private static final Set<String> TEST_ANNOTATIONS =
            Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "TestTemplate", "ArchTest");
    private static final Pattern ASSERTION = Pattern.compile("(assert|expect|verify|check|fail)(?![a-z]).*|fail");

    private final List<Method> methods;

    private TestSource(List<Method> methods) {
        this.methods = methods;
    }

    static TestSource parse(Path file) {
        JavaCompiler compiler =
                Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK with its compiler runs the build");
        List<Method> methods = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, List.of("-proc:none"), null, files.getJavaFileObjects(file));
            for (CompilationUnitTree unit : task.parse()) {
                new MethodCollector().scan(unit, methods);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new TestSource(methods);
    }

    /** Whether the class, nested ones written {@code Outer$Inner}, has such a test method. */
    boolean declaresTest(String type, String method) {
        return methods.stream().anyMatch(m -> m.isTest() && m.matches(type, method));
    }

    /** Whether the method asserts, itself or through another method of this file. */
    boolean asserts(String type, String method) {
        Set<String> seen = new HashSet<>();
        List<Method> open = new ArrayList<>(
                methods.stream().filter(m -> m.matches(type, method)).toList());
        while (!open.isEmpty()) {
            Method next = open.remove(open.size() - 1);
            for (String called : next.calls()) {
                if (ASSERTION.matcher(called).matches()) {
                    return true;
                }
                if (seen.add(called)) {
                    methods.stream().filter(m -> m.name().equals(called)).forEach(open::add);
                }
            }
        }
        return false;
    }

    private static String simpleName(ExpressionTree name) {
        if (name instanceof MemberSelectTree select) {
            return select.getIdentifier().toString();
        }
        return name instanceof IdentifierTree identifier ? identifier.getName().toString() : name.toString();
    }

    private record Method(String type, String name, boolean isTest, Set<String> calls) {

        boolean matches(String qualifiedType, String method) {
            return name.equals(method) && (qualifiedType.equals(type) || qualifiedType.endsWith("." + type));
        }
    }

    private static final class MethodCollector extends TreeScanner<@Nullable Void, List<Method>> {

        private final List<String> types = new ArrayList<>();

        @Override
        public @Nullable Void visitClass(ClassTree node, List<Method> methods) {
            types.add(node.getSimpleName().toString());
            super.visitClass(node, methods);
            types.remove(types.size() - 1);
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree node, List<Method> methods) {
            boolean isTest = node.getModifiers().getAnnotations().stream()
                    .map(AnnotationTree::getAnnotationType)
                    .anyMatch(annotation -> TEST_ANNOTATIONS.contains(simpleName((ExpressionTree) annotation)));
            methods.add(new Method(String.join("$", types), node.getName().toString(), isTest, callsIn(node)));
            return super.visitMethod(node, methods);
        }

        private static Set<String> callsIn(MethodTree method) {
            Set<String> calls = new HashSet<>();
            new CallCollector().scan(method, calls);
            return calls;
        }
    }

    private static final class CallCollector extends TreeScanner<@Nullable Void, Set<String>> {

        @Override
        public @Nullable Void visitMethodInvocation(MethodInvocationTree node, Set<String> calls) {
            calls.add(simpleName(node.getMethodSelect()));
            return super.visitMethodInvocation(node, calls);
        }
    }
}
