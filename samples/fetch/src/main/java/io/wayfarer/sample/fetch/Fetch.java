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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.LogManager;

import reactor.core.publisher.Mono;

import io.wayfarer.client.altsvc.AltSvcFile;
import io.wayfarer.client.altsvc.AltSvcStore;
import io.wayfarer.client.hsts.HstsFile;
import io.wayfarer.client.hsts.HstsStore;
import io.wayfarer.client.hsts.InMemoryHstsStore;
import io.wayfarer.client.transport.PooledTransport;

/**
 * The program. One object is one run in one surrounding: its environment variables and its three streams.
 *
 * <p>Not thread-safe; runs block the calling thread.
 */
public final class Fetch {

    private static final Set<Option> DUMPS = Set.of(Option.VERBOSE, Option.TRACE, Option.TRACE_ASCII);

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
            if (line.has(Option.HTTP0_9)) {
                throw FetchException.usage("option --http0.9: an answer without a head is refused, as it tells neither"
                        + " status nor end; a server of HTTP/1.0 needs no option");
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
        Consumer<String> warnings = warning -> warn(line, warning);
        Optional<TimeCondition> condition = TimeCondition.of(line, warnings);
        RequestPlan plan = RequestPlan.of(line, inputs, condition, warnings);
        Retries retries = Retries.of(line);
        Optional<String> format = line.last(Option.WRITE_OUT);
        Optional<WriteOut> writeOut = format.isEmpty()
                ? Optional.empty()
                : Optional.of(WriteOut.parse(format.get(), inputs, complaint -> complain("fetch: " + complaint)));
        ClientSetup setup = new ClientSetup(line, inputs, environment);
        HstsStore hsts = new InMemoryHstsStore();
        Remembered hosts = Remembered.read(
                "HSTS hosts",
                line.last(Option.HSTS),
                file -> HstsFile.read(file).addTo(hsts),
                file -> HstsFile.write(file, hsts.snapshot()),
                warnings);
        AltSvcStore alternatives = new AltSvcStore();
        Remembered places = Remembered.read(
                "alternative services",
                line.last(Option.ALT_SVC),
                file -> AltSvcFile.read(file).addTo(alternatives),
                file -> AltSvcFile.write(file, alternatives.snapshot()),
                warnings);
        Optional<Jar> jar = Jar.of(line, inputs, warnings);
        PooledTransport transport = new PooledTransport(setup.transportSettings());
        ExitCode code = ExitCode.OK;
        try (Output dumped = Output.named(line.last(Option.DUMP_HEADER).orElse("-"), out);
                Output wire = wire(line)) {
            dumped.open();
            wire.open();
            Session session = new Session(
                    line,
                    inputs,
                    plan,
                    CurlRedirects.of(line),
                    setup.client(
                            transport, hsts, line.last(Option.ALT_SVC).map(named -> alternatives), jar.map(Jar::store)),
                    Destination.of(line, out),
                    condition,
                    line.last(Option.DUMP_HEADER).isPresent() ? List.of(dumped) : List.of(),
                    wireLog(line, wire),
                    err,
                    Numbers.seconds(line, Option.MAX_TIME));
            for (int i = 0; i < line.urls().size() && (code == ExitCode.OK || !line.has(Option.FAIL_EARLY)); i++) {
                code = conclude(line, transfer(session, i, retries), writeOut);
            }
        } finally {
            transport.dispose();
        }
        hosts.save(warnings);
        places.save(warnings);
        if (jar.isPresent()) {
            jar.get().save(out, warnings);
        }
        return code;
    }

    /** Where the last of the options that show what goes over the wire wants it. */
    private Output wire(CommandLine line) {
        Optional<CommandLine.Argument> dump = line.all(DUMPS).stream().reduce((earlier, later) -> later);
        String name = dump.map(CommandLine.Argument::text).orElse("%");
        return name.equals("%") || name.isEmpty() ? err.shared() : Output.named(name, out);
    }

    private static Optional<WireLog> wireLog(CommandLine line, Output wire) {
        return line.lastOf(DUMPS)
                .filter(option -> option != Option.VERBOSE || line.has(Option.VERBOSE))
                .map(option ->
                        option == Option.VERBOSE ? new VerboseLog(wire) : new TraceLog(wire, option == Option.TRACE));
    }

    /** As often as {@code --retry} has it. */
    private TransferReport transfer(Session session, int number, Retries retries) throws IOException {
        String url = session.line().urls().get(number);
        Instant begin = Instant.now();
        TransferReport report = new Transfer(session, number, url).run();
        for (int done = 0; ; done++) {
            Optional<Duration> pause = retries.pause(report, done, Duration.between(begin, Instant.now()));
            if (pause.isEmpty()) {
                return report;
            }
            warn(
                    session.line(),
                    String.format(
                            Locale.ROOT,
                            "Problem: %s. Will retry in %d seconds. %d retries left.",
                            report.failure().map(FetchException::what).orElse("HTTP error"),
                            pause.get().toSeconds(),
                            retries.most() - done));
            Mono.delay(pause.get()).block(); // on the thread of main(), which has nothing else to do until then
            report = new Transfer(session, number, url).run();
        }
    }

    private ExitCode conclude(CommandLine line, TransferReport report, Optional<WriteOut> writeOut) throws IOException {
        if (report.failure().isPresent() && (!line.has(Option.SILENT) || line.has(Option.SHOW_ERROR))) {
            FetchException failure = report.failure().get();
            print(err, "fetch: (" + failure.code().number() + ") " + failure.what() + "\n");
        }
        if (writeOut.isPresent()) {
            writeOut.get().print(report, out, err);
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
