// SPDX-License-Identifier: Apache-2.0
package io.ballast.verify.reference;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Reads a {@code @ConfigMapping} interface as source, with the compiler's own parser: comments are part of it. */
final class SettingsSource {

    /** One interface. */
    record Group(String prefix, String purpose, List<Setting> settings) {

        String markdown() {
            String rows = settings.stream()
                    .map(s -> "| `" + s.name() + "` | " + s.type() + " | "
                            + (s.preset() == null ? "" : "`" + s.preset() + "`") + " | " + s.meaning() + " |\n")
                    .collect(Collectors.joining());
            return "\n### " + prefix + "\n" + purpose
                    + "\n\n| setting | type | default | meaning |\n|---|---|---|---|\n" + rows;
        }
    }

    /** @param preset null where there is none */
    record Setting(String name, String type, @Nullable String preset, String meaning) {}

    private final DocTrees docs;
    private final CompilationUnitTree unit;
    private final Map<String, ClassTree> nested = new HashMap<>();
    private final List<Setting> settings = new ArrayList<>();

    private SettingsSource(DocTrees docs, CompilationUnitTree unit) {
        this.docs = docs;
        this.unit = unit;
    }

    /** @param others where an interface that is extended may be found, by its simple name */
    static List<Group> read(Path file, Map<String, Path> others) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask) compiler.getTask(null, files, null, List.of(), null, files.getJavaFileObjects(file));
            List<Group> groups = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                for (Tree type : unit.getTypeDecls()) {
                    String prefix = type instanceof ClassTree known ? value(known, "ConfigMapping", "prefix") : null;
                    if (type instanceof ClassTree mapping && prefix != null) {
                        SettingsSource source = new SettingsSource(DocTrees.instance(task), unit);
                        source.collect(mapping);
                        source.walk(mapping, prefix);
                        List<Setting> all = new ArrayList<>(inherited(mapping, prefix, others));
                        all.addAll(source.settings);
                        groups.add(new Group(prefix, source.comment(mapping), all));
                    }
                }
            }
            return groups;
        }
    }

    private static List<Setting> inherited(ClassTree mapping, String prefix, Map<String, Path> others)
            throws IOException {
        List<Setting> inherited = new ArrayList<>();
        for (Tree extended : mapping.getImplementsClause()) {
            Path file = others.get(extended.toString());
            if (file == null) {
                throw new AssertionError("source not found: " + extended);
            }
            inherited.addAll(plain(file, prefix));
        }
        return inherited;
    }

    /** An interface that is no mapping itself. */
    private static List<Setting> plain(Path file, String prefix) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask) compiler.getTask(null, files, null, List.of(), null, files.getJavaFileObjects(file));
            CompilationUnitTree unit = task.parse().iterator().next();
            SettingsSource source = new SettingsSource(DocTrees.instance(task), unit);
            ClassTree type = (ClassTree) unit.getTypeDecls().getFirst();
            source.collect(type);
            source.walk(type, prefix);
            return List.copyOf(source.settings);
        }
    }

    private void collect(ClassTree type) {
        for (Tree member : type.getMembers()) {
            if (member instanceof ClassTree inner) {
                nested.put(inner.getSimpleName().toString(), inner);
                collect(inner);
            }
        }
    }

    private void walk(ClassTree type, String prefix) {
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree method && method.getBody() == null) {
                setting(method, prefix);
            }
        }
    }

    private void setting(MethodTree method, String prefix) {
        String given = value(method, "WithName", "value");
        String own = given != null ? given : kebab(method.getName().toString());
        String name = annotation(method, "WithParentName") == null ? prefix + "." + own : prefix;
        String type = String.valueOf(method.getReturnType());
        if (method.getReturnType() instanceof ParameterizedTypeTree map && type.startsWith("Map<")) {
            name += ".\"*\"";
            type = String.valueOf(map.getTypeArguments().getLast());
        }
        ClassTree group = nested.get(type.replaceFirst("^Optional<(.*)>$", "$1"));
        if (group != null) {
            walk(group, name);
        } else {
            settings.add(new Setting(name, readable(type), value(method, "WithDefault", "value"), comment(method)));
        }
    }

    private static String readable(String type) {
        return type.replaceFirst("^Optional<(.*)>$", "$1, optional")
                .replace("List<", "list of ")
                .replace("Set<", "set of ")
                .replace(">", "")
                .replaceFirst("^(OptionalInt|OptionalLong|OptionalDouble)$", "number, optional")
                .toLowerCase(Locale.ROOT);
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private String comment(Tree tree) {
        DocCommentTree comment = docs.getDocCommentTree(TreePath.getPath(unit, tree));
        if (comment == null) {
            return "";
        }
        String text = comment.getFullBody().stream().map(DocTree::toString).collect(Collectors.joining());
        return text.replaceAll("\\{@(?:code|link|literal) ([^}]*)}", "`$1`")
                .replaceAll("</?p>", " ")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|")
                .strip();
    }

    private static @Nullable String value(ClassTree type, String annotation, String member) {
        return value(type.getModifiers().getAnnotations(), annotation, member);
    }

    private static @Nullable String value(MethodTree method, String annotation, String member) {
        return value(method.getModifiers().getAnnotations(), annotation, member);
    }

    private static @Nullable AnnotationTree annotation(MethodTree method, String name) {
        return method.getModifiers().getAnnotations().stream()
                .filter(a -> a.getAnnotationType().toString().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String value(List<? extends AnnotationTree> all, String annotation, String member) {
        for (AnnotationTree each : all) {
            if (each.getAnnotationType().toString().equals(annotation)) {
                for (ExpressionTree argument : each.getArguments()) {
                    if (argument instanceof AssignmentTree assigned
                            && assigned.getVariable().toString().equals(member)) {
                        return assigned.getExpression() instanceof LiteralTree literal
                                ? String.valueOf(literal.getValue())
                                : assigned.getExpression().toString();
                    }
                    if (argument instanceof LiteralTree literal) {
                        return String.valueOf(literal.getValue());
                    }
                }
            }
        }
        return null;
    }
}
