/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The arguments as given: options in their order, and URLs. Short options may be joined ({@code -sSL}), their argument may
 * follow at once ({@code -XPOST}); {@code --no-} before the name of an option without argument takes it back; {@code --}
 * ends the options.
 */
final class CommandLine {

    /**
     * @param argument empty where the option takes none
     * @param on false when taken back by {@code --no-}
     */
    private record Given(Option option, String argument, boolean on) {}

    private final List<Given> given = new ArrayList<>();
    private final List<String> urls = new ArrayList<>();

    private CommandLine() {}

    /** @throws FetchException with {@link ExitCode#USAGE}, naming the option that is not right */
    static CommandLine parse(List<String> arguments) throws FetchException {
        CommandLine line = new CommandLine();
        boolean optionsAllowed = true;
        for (int i = 0; i < arguments.size(); i++) {
            String text = arguments.get(i);
            if (!optionsAllowed || !text.startsWith("-") || text.equals("-")) {
                line.urls.add(text);
            } else if (text.equals("--")) {
                optionsAllowed = false;
            } else {
                String next = i + 1 < arguments.size() ? arguments.get(i + 1) : null;
                boolean nextTaken = text.startsWith("--") ? line.addLong(text, next) : line.addLetters(text, next);
                i += nextTaken ? 1 : 0;
            }
        }
        return line;
    }

    /** Returns whether the next argument belongs to the option. */
    private boolean addLong(String text, @Nullable String next) throws FetchException {
        String name = text.substring(2);
        boolean reversed = name.startsWith("no-") && Option.byLongName(name).isEmpty();
        Option option = Option.byLongName(reversed ? name.substring(3) : name)
                .orElseThrow(() -> FetchException.usage("option " + text + ": is unknown"));
        if (!option.takesArgument()) {
            given.add(new Given(option, "", !reversed));
            return false;
        }
        if (reversed) {
            throw FetchException.usage("option " + text + ": the given option cannot be reversed with a --no- prefix");
        }
        add(option, text, next);
        return true;
    }

    private boolean addLetters(String text, @Nullable String next) throws FetchException {
        for (int i = 1; i < text.length(); i++) {
            Option option = Option.byLetter(text.charAt(i))
                    .orElseThrow(() -> FetchException.usage("option " + text + ": is unknown"));
            if (option.takesArgument()) {
                boolean joined = i + 1 < text.length();
                add(option, text, joined ? text.substring(i + 1) : next);
                return !joined;
            }
            given.add(new Given(option, "", true));
        }
        return false;
    }

    private void add(Option option, String shown, @Nullable String argument) throws FetchException {
        if (argument == null) {
            throw FetchException.usage("option " + shown + ": requires parameter");
        }
        if (option == Option.URL) {
            urls.add(argument);
        } else {
            given.add(new Given(option, argument, true));
        }
    }

    /** True when the option was given and not taken back later. */
    boolean has(Option option) {
        return given.stream()
                .filter(one -> one.option() == option)
                .reduce((earlier, later) -> later)
                .map(Given::on)
                .orElse(false);
    }

    /** The argument given last, which is the one that counts. */
    Optional<String> last(Option option) {
        List<String> all = all(option);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** All arguments of the option, in order. */
    List<String> all(Option option) {
        return given.stream()
                .filter(one -> one.option() == option)
                .map(Given::argument)
                .toList();
    }

    /** One of several options that go together, as given. */
    record Argument(Option option, String text) {}

    /** The arguments of several options, in the order in which they were given. */
    List<Argument> all(Set<Option> options) {
        return given.stream()
                .filter(one -> options.contains(one.option()))
                .map(one -> new Argument(one.option(), one.argument()))
                .toList();
    }

    /** The option given last among these. */
    Optional<Option> lastOf(Set<Option> options) {
        return given.stream().map(Given::option).filter(options::contains).reduce((earlier, later) -> later);
    }

    /** In order, those of {@code --url} included. */
    List<String> urls() {
        return List.copyOf(urls);
    }
}
