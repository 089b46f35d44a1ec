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
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;

@ExtendWith(OutputCaptureExtension.class)
class StartTest {

    @Test
    void theLastLinePrintedIsTheUrlToOpen(CapturedOutput output) throws Exception {
        int port;
        try (ConfigurableApplicationContext tour = start()) {
            port = tour.getEnvironment().getRequiredProperty("local.server.port", Integer.class);

            assertThat(new Asking(port).get("/").statusCode()).isEqualTo(200);
        }

        List<String> lines =
                output.getOut().lines().filter(line -> !line.isBlank()).toList();
        assertThat(lines).last().isEqualTo("http://localhost:" + port + "/");
    }

    @Test
    void nobodyButThisMachineIsAnswered() throws Exception {
        try (ConfigurableApplicationContext tour = start()) {
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

    /** With event loops of its own: the end of the shared ones would be that of the applications of other tests. */
    @TestConfiguration(proxyBeanMethods = false)
    static class OwnResources {

        @Bean
        ReactorResourceFactory resources() {
            ReactorResourceFactory own = new ReactorResourceFactory();
            own.setUseGlobalResources(false);
            own.setShutdownQuietPeriod(Duration.ZERO);
            return own;
        }
    }

    private static ConfigurableApplicationContext start() {
        return SpringApplication.run(
                new Class<?>[] {TourApplication.class, OwnResources.class}, new String[] {"--server.port=0"});
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
