/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wayfarer.client.address.AddressRefusal.Reason;
import io.wayfarer.protocol.grammar.IpAddress;

class AddressPolicyTest {

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByAddress(
                    IpAddress.parse(literal).orElseThrow().bytes());
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static @Nullable Reason refusal(AddressPolicy.Builder policy, String host, String address) {
        return policy.build()
                .judge(host, address(address))
                .map(AddressRefusal::reason)
                .orElse(null);
    }

    @ParameterizedTest
    @CsvSource({
        "loopback, 127.255.255.255",
        "loopback, ::1",
        "unspecified, 0.0.0.0",
        "unspecified, ::",
        "link-local, 169.254.169.254",
        "link-local, febf::1",
        "private, 10.255.255.255",
        "private, 172.31.0.1",
        "private, 192.168.255.255",
        "private, 100.127.255.255",
        "private, fdff::1",
        "private, fec0::1",
        "private, 64:ff9b:1::1",
        "multicast, 239.1.1.1",
        "multicast, ff0e::1",
        "special-purpose, 255.255.255.255",
        "special-purpose, 2001:1ff::1",
        "special-purpose, 2002::1",
        "Special-Purpose, 198.19.255.255",
        "internal, 127.0.0.1",
        "internal, fe80::1",
        "internal, 10.0.0.1",
        "internal, ff02::1",
        "internal, 2001:db8::1",
        "all, 8.8.8.8",
        "all, 2600::1",
        "10.0.0.0/8, 10.1.2.3",
        "10.1.2.3/8, 10.9.9.9",
        "fd00:ec2::254, fd00:ec2::254",
        "0x7f.1, 127.0.0.1",
        "10.0.0.0/8, 64:ff9b::10.0.0.1",
        "10.0.0.0/8, 2002:a00:1::",
        "loopback, 2001::80ff:fffe",
        "127.0.0.0/8, ::ffff:127.0.0.1",
        "10.0.0.0/8, 2600::200:5efe:10.0.0.1"
    })
    void whatIsDeniedIsRefused(String entry, String address) {
        assertThat(refusal(AddressPolicy.builder().deny(entry), "server.test", address))
                .isEqualTo(Reason.DENIED_ADDRESS);
    }

    @ParameterizedTest
    @CsvSource({
        "internal, 8.8.8.8",
        "internal, 2600::1",
        "internal, 64:ff9b::8.8.8.8",
        "internal, 172.32.0.1",
        "internal, 100.128.0.1",
        "internal, 11.0.0.1",
        "internal, 192.0.1.1",
        "loopback, 10.0.0.1",
        "unspecified, ::1",
        "10.0.0.0/9, 10.128.0.1",
        "10.0.0.1, 10.0.0.2",
        "fc00::/7, fbff::1",
        "0.0.0.0/0, ::1",
        "::/0, 8.8.8.8"
    })
    void whatIsNotDeniedMayBeConnectedTo(String entry, String address) {
        assertThat(refusal(AddressPolicy.builder().deny(entry), "server.test", address))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "evil.test, evil.test",
        "EVIL.test, evil.test",
        "evil.test, EVIL.TEST.",
        ".evil.test, evil.test",
        ".evil.test, a.b.evil.test",
        "bücher.test, xn--bcher-kva.test"
    })
    void hostsAreDeniedByTheirNames(String entry, String host) {
        assertThat(refusal(AddressPolicy.builder().deny(entry), host, "8.8.8.8"))
                .isEqualTo(Reason.DENIED_NAME);
    }

    @ParameterizedTest
    @CsvSource({"evil.test, a.evil.test", ".evil.test, notevil.test", ".evil.test, evil.test.example"})
    void otherNamesAreNotMeant(String entry, String host) {
        assertThat(refusal(AddressPolicy.builder().deny(entry), host, "8.8.8.8"))
                .isNull();
    }

    @Test
    void whatIsAllowedGoesBeforeWhatIsDeniedByNameAndThenByAddress() {
        AddressPolicy.Builder policy =
                AddressPolicy.builder().deny("internal", ".denied.test").allow("10.1.0.0/16", "vault.denied.test");
        assertThat(refusal(policy, "server.test", "10.1.2.3")).isNull();
        assertThat(refusal(policy, "server.test", "10.2.2.3")).isEqualTo(Reason.DENIED_ADDRESS);
        assertThat(refusal(policy, "vault.denied.test", "10.2.2.3")).isNull();
        assertThat(refusal(policy, "a.denied.test", "10.1.2.3")).isEqualTo(Reason.DENIED_NAME);
        assertThat(refusal(policy, "server.test", "8.8.8.8")).isNull();
    }

    @Test
    void whereOnlySomeThingsAreAllowedAllElseIsRefused() {
        AddressPolicy.Builder policy = AddressPolicy.builder().allow("8.8.8.0/24", "api.test");
        assertThat(refusal(policy, "server.test", "8.8.8.8")).isNull();
        assertThat(refusal(policy, "server.test", "64:ff9b::8.8.8.8")).isNull();
        assertThat(refusal(policy, "api.test", "10.0.0.1")).isNull();
        assertThat(refusal(policy, "server.test", "8.8.9.8")).isEqualTo(Reason.NOT_ALLOWED);
        assertThat(refusal(policy, "server.test", "2002:808:808::")).isEqualTo(Reason.NOT_ALLOWED);
        assertThat(policy.build().judge("api.test")).isEmpty();
        assertThat(policy.build().judge("server.test")).get().hasToString("server.test is not among what is allowed");
    }

    @Test
    void aFilterHoldsWhateverIsAllowedAndInEachModeAndSeesWhatIsEmbedded() {
        AddressPolicy.Builder policy = AddressPolicy.builder()
                .filter(address -> !address.isSiteLocalAddress())
                .allow("10.0.0.0/8")
                .mode(AddressPolicy.Mode.REPORT);
        for (String address : List.of("10.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::")) {
            AddressRefusal refusal =
                    policy.build().judge("server.test", address(address)).orElseThrow();
            assertThat(refusal.reason()).as(address).isEqualTo(Reason.FILTER);
            assertThat(refusal.enforced()).isTrue();
            assertThat(refusal).asString().startsWith("the address filter refuses server.test (");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "internal, true",
        "all, true",
        "unix, true",
        "unix:/run, true",
        "unix:/run/x.sock, true",
        "unix:/var, false",
        "unix:/run/x, false",
        "loopback, false",
        "unix:/run/../run/x.sock, true"
    })
    void unixSocketsAreDeniedByGroupFolderAndPath(String entry, boolean refused) {
        AddressPolicy policy = AddressPolicy.builder().deny(entry).build();
        assertThat(policy.judge("docker", Path.of("/run/x.sock")).isPresent()).isEqualTo(refused);
    }

    @Test
    void aUnixSocketMayBeAllowedByTheNameOfTheHostOrByItsPath() {
        Path socket = Path.of("/run/x.sock");
        AddressPolicy.Builder denied = AddressPolicy.builder().deny("internal");
        assertThat(denied.build().judge("docker", socket))
                .get()
                .hasToString("docker (unix:/run/x.sock) is denied by \"internal\"");
        assertThat(denied.allow("docker").build().judge("docker", socket)).isEmpty();
        AddressPolicy only = AddressPolicy.builder().allow("unix:/run").build();
        assertThat(only.judge("docker", socket)).isEmpty();
        assertThat(only.judge("docker", Path.of("/var/x.sock")))
                .map(AddressRefusal::reason)
                .contains(Reason.NOT_ALLOWED);
    }

    @Test
    void aNameForThisMachineIsLoopbackThoughNobodyLooksItUp() {
        AddressPolicy policy = AddressPolicy.builder().deny("loopback").build();
        assertThat(policy.judge("localhost")).isPresent();
        assertThat(policy.judge("a.LOCALHOST.")).isPresent();
        assertThat(policy.judge("[::ffff:127.0.0.1]")).isPresent();
        assertThat(policy.judge("localhost.test")).isEmpty();
    }

    @Test
    void aPolicyIsCopiedWithAllItHasAndTellsAllItsListeners() {
        List<String> told = new ArrayList<>();
        AddressPolicy policy =
                AddressPolicy.builder().deny("loopback").listener(refusal -> told.add("first")).build().toBuilder()
                        .listener(refusal -> told.add("second"))
                        .build();
        policy.report(policy.judge("::1").orElseThrow());
        assertThat(told).containsExactly("first", "second");
        assertThat(policy.isOpen()).isFalse();
        assertThat(AddressPolicy.open().isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "10.0.0.0/33",
                "10.0.0.0/",
                "::/129",
                "10.0.0/8",
                "fe80::1%eth0",
                "*.test",
                "a b",
                "a:80",
                "http://a/",
                "a/b",
                "user@host",
                "1.2.3.4.5",
                "::1::2",
                "10.0.0.0/0x8"
            })
    void whatIsNoEntryIsRejected(String text) {
        assertThatThrownBy(() -> AddressPolicy.builder().deny(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"" + text + "\" is no address, network, group or host name (expected: ");
    }
}
