/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy.pac;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Script;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/** A script in its fence. Each question runs it anew, so nothing of one is left for the next. Thread-safe. */
final class PacScript {

    private static final int LONGEST_BYTES = 1024 * 1024;
    private static final int LONGEST_ANSWER = 8 * 1024;
    private static final String MAIN = "FindProxyForURL";

    private final String source;
    private final Script script;
    private final Duration patience;
    private final Map<String, PacFunction> functions;

    private PacScript(String source, Script script, Duration patience, Map<String, PacFunction> functions) {
        this.source = source;
        this.script = script;
        this.patience = patience;
        this.functions = functions;
    }

    /** @throws IllegalArgumentException when it cannot be used, beginning with the source */
    static PacScript compile(String source, String text, Duration patience, Map<String, PacFunction> functions) {
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            throw new IllegalArgumentException(source + " is longer than 1 MiB. Make it shorter.");
        }
        try {
            Script compiled = new PacFence(patience).call(context -> context.compileString(text, source, 1, null));
            PacScript script = new PacScript(source, compiled, patience, functions);
            script.run((context, main) -> "");
            return script;
        } catch (RhinoException e) {
            throw new IllegalArgumentException(
                    source + " cannot be run, line " + e.lineNumber() + ": " + e.details() + ". Correct it.");
        } catch (PacException e) {
            throw new IllegalArgumentException(e.getMessage() + ". Correct it.");
        }
    }

    /** Blocks until there is an answer, and looks up names. */
    String ask(PacQuestion question) throws PacException {
        try {
            return run((context, main) -> {
                Object answer = main.call(context, main.getParentScope(), main.getParentScope(), new Object[] {
                    question.url(), question.host()
                });
                return answer == null || Undefined.isUndefined(answer) ? "" : Context.toString(answer);
            });
        } catch (RhinoException e) {
            throw new PacException(source + " fails in line " + e.lineNumber() + ": " + e.details());
        }
    }

    private interface Use {
        String of(Context context, Function main);
    }

    private String run(Use use) throws PacException {
        String answer;
        try {
            answer = new PacFence(patience).call(context -> {
                ScriptableObject scope = context.initSafeStandardObjects();
                functions.forEach(
                        (name, function) -> ScriptableObject.putProperty(scope, name, callable(scope, name, function)));
                script.exec(context, scope, scope);
                return scope.get(MAIN, scope) instanceof Function main ? use.of(context, main) : null;
            });
        } catch (PacFence.Overrun e) {
            throw tooSlow(source, patience);
        } catch (StackOverflowError e) {
            throw new PacException(source + " nests too deeply");
        }
        if (answer == null) {
            throw new PacException(source + " has no function " + MAIN);
        }
        if (answer.length() > LONGEST_ANSWER) {
            throw new PacException(source + " answers with more than " + LONGEST_ANSWER + " characters");
        }
        return answer;
    }

    private static LambdaFunction callable(ScriptableObject scope, String name, PacFunction function) {
        return new LambdaFunction(scope, name, 0, (context, caller, self, arguments) -> {
            Object answer =
                    function.call(Stream.of(arguments).map(Context::toString).toList());
            return Context.javaToJS(answer, scope);
        });
    }

    static PacException tooSlow(String source, Duration patience) {
        return new PacException(source + " has no answer within " + patience.toMillis() + " ms");
    }
}
