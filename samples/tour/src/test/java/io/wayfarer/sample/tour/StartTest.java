/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.sample.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class StartTest {

    @Test
    void theLastLinePrintedIsTheUrlToOpen(CapturedOutput output) throws Exception {
        int port;
        try (ConfigurableApplicationContext tour = SpringApplication.run(TourApplication.class, "--server.port=0")) {
            port = tour.getEnvironment().getRequiredProperty("local.server.port", Integer.class);

            assertThat(new Asking(port).get("/").statusCode()).isEqualTo(200);
        }

        List<String> lines =
                output.getOut().lines().filter(line -> !line.isBlank()).toList();
        assertThat(lines).last().isEqualTo("http://localhost:" + port + "/");
    }

    @Test
    void nobodyButThisMachineIsAnswered() throws Exception {
        try (ConfigurableApplicationContext tour = SpringApplication.run(TourApplication.class, "--server.port=0")) {
            int port = tour.getEnvironment().getRequiredProperty("local.server.port", Integer.class);

            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress())
                    .forEach(address -> assertThat(accepts(new InetSocketAddress(address, port)))
                            .as("%s", address)
                            .isFalse());
            assertThat(accepts(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
                    .isTrue();
        }
    }

    private static boolean accepts(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, 2000);
            return true;
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
