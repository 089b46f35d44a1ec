/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.fetch;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.LogManager;

import io.wayfarer.client.transport.PooledTransport;

/**
 * The program. One object is one run in one surrounding: its environment variables and its three streams.
 *
 * <p>Not thread-safe; runs block the calling thread.
 */
public final class Fetch {

    private final Map<String, String> environment;
    private final Inputs inputs;
    private final Output out;
    private final Output err;

    private Fetch(Map<String, String> environment, InputStream in, OutputStream out, OutputStream err) {
        this.environment = environment;
        this.inputs = new Inputs(in);
        this.out = Output.to(out);
        this.err = Output.to(err);
    }

    /** Ends the process with the exit code. */
    public static void main(String[] args) {
        // Netty and Reactor report to java.util.logging, whose console would mix with the output.
        LogManager.getLogManager().reset();
        OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        System.exit(run(System.getenv(), System.in, out, err, args));
    }

    /**
     * Runs in the surrounding of this process, but for its output.
     *
     * @return the exit code, one of curl's
     */
    public static int run(String[] args, OutputStream out, OutputStream err) {
        return run(System.getenv(), System.in, out, err, args);
    }

    /**
     * Runs in the given surrounding.
     *
     * @param environment variables such as {@code http_proxy}
     * @return the exit code, one of curl's
     */
    public static int run(
            Map<String, String> environment, InputStream in, OutputStream out, OutputStream err, String... args) {
        Fetch fetch = new Fetch(environment, in, out, err);
        try {
            ExitCode code = fetch.run(List.of(args));
            fetch.out.flush();
            return code.number();
        } catch (IOException | UncheckedIOException e) {
            return ExitCode.WRITE_ERROR.number();
        }
    }

    private ExitCode run(List<String> args) throws IOException {
        try {
            CommandLine line = CommandLine.parse(args);
            if (line.has(Option.HELP)) {
                print(out, Help.text());
                return ExitCode.OK;
            }
            if (line.has(Option.VERSION)) {
                print(out, Help.version());
                return ExitCode.OK;
            }
            if (line.urls().isEmpty()) {
                throw FetchException.usage("no URL specified!");
            }
            return transfers(line);
        } catch (FetchException e) {
            boolean usage = e.code() == ExitCode.USAGE;
            print(err, "fetch: " + (usage ? "" : "(" + e.code().number() + ") ") + e.what() + "\n");
            if (usage) {
                print(err, "fetch: try 'fetch --help' for more information\n");
            }
            return e.code();
        }
    }

    private ExitCode transfers(CommandLine line) throws FetchException, IOException {
        RequestPlan plan = RequestPlan.of(line, inputs, warning -> warn(line, warning));
        Optional<String> format = line.last(Option.WRITE_OUT);
        Optional<WriteOut> writeOut = format.isEmpty()
                ? Optional.empty()
                : Optional.of(WriteOut.parse(format.get(), inputs, complaint -> complain("fetch: " + complaint)));
        ClientSetup setup = new ClientSetup(line, inputs, environment);
        KnownHosts knownHosts = KnownHosts.of(line, warning -> warn(line, warning));
        Optional<Jar> jar = Jar.of(line, inputs, warning -> warn(line, warning));
        PooledTransport transport = new PooledTransport(setup.transportSettings());
        ExitCode code = ExitCode.OK;
        try (Output dumped = Output.named(line.last(Option.DUMP_HEADER).orElse("-"), out)) {
            dumped.open();
            Session session = new Session(
                    line,
                    plan,
                    setup.client(transport, plan, knownHosts.store(), jar.map(Jar::store)),
                    line.last(Option.DUMP_HEADER).isPresent() ? List.of(dumped) : List.of(),
                    line.has(Option.VERBOSE) ? List.of(err) : List.of(),
                    out,
                    Numbers.seconds(line, Option.MAX_TIME));
            for (int i = 0; i < line.urls().size(); i++) {
                TransferReport report = new Transfer(session, i, line.urls().get(i)).run();
                code = conclude(line, report, writeOut);
            }
        } finally {
            transport.dispose();
        }
        knownHosts.save(warning -> warn(line, warning));
        if (jar.isPresent()) {
            jar.get().save(out, warning -> warn(line, warning));
        }
        return code;
    }

    private ExitCode conclude(CommandLine line, TransferReport report, Optional<WriteOut> writeOut) throws IOException {
        if (report.failure().isPresent() && (!line.has(Option.SILENT) || line.has(Option.SHOW_ERROR))) {
            FetchException failure = report.failure().get();
            print(err, "fetch: (" + failure.code().number() + ") " + failure.what() + "\n");
        }
        if (writeOut.isPresent()) {
            print(out, writeOut.get().render(report));
        }
        return report.failure().map(FetchException::code).orElse(ExitCode.OK);
    }

    private void warn(CommandLine line, String warning) {
        if (!line.has(Option.SILENT)) {
            complain("Warning: " + warning);
        }
    }

    private void complain(String text) {
        try {
            print(err, text + "\n");
        } catch (Output.WriteException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void print(Output output, String text) throws Output.WriteException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        output.write(bytes, 0, bytes.length);
        output.flush();
    }
}
