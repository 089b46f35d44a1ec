/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.load;

import java.io.IOException;
import java.time.Duration;

import io.wayfarer.benchmarks.Entrant;
import io.wayfarer.benchmarks.contestant.Contestants;

/** An entrant at work: its own process, and the process at the other end where it has one to itself. */
final class Competitor implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChildJvm client;
    private final ChildJvm server;
    private final boolean serverIsMeasured;
    private final String ready;

    private Competitor(ChildJvm client, ChildJvm server, boolean serverIsMeasured, Entrant entrant)
            throws IOException, InterruptedException {
        this.client = client;
        this.server = server;
        this.serverIsMeasured = serverIsMeasured;
        String said = client.hear(PATIENCE);
        this.ready = entrant.jar() + ", transport " + said.split(" ", 3)[1];
    }

    /** A client, and the server that costs next to nothing. */
    static Competitor client(Entrant entrant, Cores cores) throws IOException, InterruptedException {
        ChildJvm server = ChildJvm.start("server", cores::serverCommand, ServerMain.class);
        ChildJvm client = ChildJvm.start(
                entrant.id(), cores::contestantCommand, ContestantMain.class, entrant.id(), origin(server));
        return new Competitor(client, server, false, entrant);
    }

    /** A server, and Netty's client. */
    static Competitor server(Entrant entrant, Cores cores) throws IOException, InterruptedException {
        ChildJvm server = ChildJvm.start(entrant.id(), cores::contestantCommand, ServerMain.class, entrant.id());
        ChildJvm client = ChildJvm.start(
                "client", cores::serverCommand, ContestantMain.class, Contestants.NETTY.id(), origin(server));
        return new Competitor(client, server, true, entrant);
    }

    private static String origin(ChildJvm server) throws IOException, InterruptedException {
        return "http://127.0.0.1:" + server.hear(PATIENCE);
    }

    /** Jar and transport. */
    String ready() {
        return ready;
    }

    Measurement turn(Scenario scenario, Duration time) throws IOException, InterruptedException {
        if (serverIsMeasured) {
            used();
        }
        client.say(scenario.id() + " " + time.toMillis());
        Measurement measured = Measurement.parse(client.hear(time.plus(PATIENCE)));
        return serverIsMeasured ? measured.with(used()) : measured;
    }

    private Measurement used() throws IOException, InterruptedException {
        server.say("used");
        return Measurement.parse(server.hear(PATIENCE));
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
