/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class HeaderListTest {

    private static final HeaderList REQUEST = HeaderList.builder()
            .add(HeaderList.METHOD, "GET")
            .add("Accept", "text/html")
            .add("cookie", "a=1")
            .add("accept", "text/plain")
            .addNeverIndexed("authorization", "secret")
            .build();

    @Test
    void fieldsKeepTheirOrderAndTheirSpelling() {
        assertThat(REQUEST.size()).isEqualTo(5);
        assertThat(REQUEST.isEmpty()).isFalse();
        assertThat(REQUEST)
                .map(HeaderField::name)
                .containsExactly(":method", "Accept", "cookie", "accept", "authorization");
        assertThat(REQUEST.field(1)).isEqualTo(new HeaderField("Accept", "text/html"));
        assertThat(REQUEST.name(3)).isEqualTo("accept");
        assertThat(REQUEST.value(3)).isEqualTo("text/plain");
        assertThat(HeaderList.empty().isEmpty()).isTrue();
    }

    @Test
    void namesAreFoundInAnyCase() {
        assertThat(REQUEST.contains("ACCEPT")).isTrue();
        assertThat(REQUEST.contains("accep")).isFalse();
        assertThat(REQUEST.first("ACCEPT")).isEqualTo("text/html");
        assertThat(REQUEST.first("host")).isNull();
        assertThat(REQUEST.indexOf("accept", 0)).isEqualTo(1);
        assertThat(REQUEST.indexOf("accept", 2)).isEqualTo(3);
        assertThat(REQUEST.indexOf("accept", 4)).isEqualTo(-1);
    }

    @Test
    void repeatedNamesAreGivenOneByOneOrAsOneList() {
        assertThat(REQUEST.all("accept")).containsExactly("text/html", "text/plain");
        assertThat(REQUEST.combined("accept")).isEqualTo("text/html, text/plain");
        assertThat(REQUEST.combined("cookie")).isEqualTo("a=1");
        assertThat(REQUEST.combined("host")).isNull();
        assertThat(REQUEST.all("host")).isEmpty();
    }

    @Test
    void whatMayNotBeIndexedIsMarked() {
        assertThat(REQUEST.neverIndexed(4)).isTrue();
        assertThat(REQUEST.neverIndexed(0)).isFalse();
        assertThat(REQUEST.field(4).neverIndexed()).isTrue();
        assertThat(HeaderList.of("a", "b").neverIndexed(0)).isFalse();
    }

    @Test
    void anIndexOutsideTheListIsRejected() {
        for (int index : new int[] {-1, 5}) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> REQUEST.field(index));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> REQUEST.name(index));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> REQUEST.value(index));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> REQUEST.neverIndexed(index));
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> REQUEST.toBuilder().replace(index, "", false));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> HeaderList.of("a"));
    }

    @Test
    void theIteratorEndsAfterTheLastField() {
        Iterator<HeaderField> fields = HeaderList.of("a", "b").iterator();
        assertThat(fields.next()).isEqualTo(new HeaderField("a", "b"));
        assertThat(fields.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(fields::next);
    }

    @ParameterizedTest
    @MethodSource
    void aListThatFillsItsBuilderStaysAsItIs(UnaryOperator<HeaderList.Builder> change) {
        HeaderList.Builder builder = HeaderList.builder(2).add("b", "1").add("a", "2");
        HeaderList list = builder.build();

        HeaderList changed = change.apply(builder).build();

        assertThat(list).isEqualTo(HeaderList.of("b", "1", "a", "2"));
        assertThat(changed).isNotEqualTo(list);
    }

    static List<UnaryOperator<HeaderList.Builder>> aListThatFillsItsBuilderStaysAsItIs() {
        return List.of(
                builder -> builder.add("c", "3"),
                builder -> builder.set("a", "9"),
                builder -> builder.replace(0, "9", true),
                builder -> builder.remove("b"),
                builder -> builder.clear().add("c", "3"),
                HeaderList.Builder::sort);
    }

    @Test
    void aListDoesNotChangeWithTheBuildersThatMadeItOrCameFromIt() {
        HeaderList.Builder builder = HeaderList.builder().add("a", "1").addNeverIndexed("b", "2");
        HeaderList list = builder.build();
        builder.add("c", "3").set("a", "9").replace(1, "9", false);
        list.toBuilder().remove("a").replace(0, "9", false);
        assertThat(list)
                .isEqualTo(HeaderList.builder()
                        .add("a", "1")
                        .addNeverIndexed("b", "2")
                        .build());
        assertThat(builder.size()).isEqualTo(3);
    }

    @Test
    void oneFieldIsReplacedInItsPlace() {
        HeaderList changed = REQUEST.toBuilder().replace(3, "image/png", true).build();
        assertThat(changed.all("accept")).containsExactly("text/html", "image/png");
        assertThat(changed.name(3)).isEqualTo("accept");
        assertThat(changed.neverIndexed(3)).isTrue();
        assertThat(changed.toBuilder().replace(3, "image/png", false).build().neverIndexed(3))
                .isFalse();
    }

    @Test
    void settingANameLeavesOneFieldInTheFirstPlace() {
        HeaderList changed =
                REQUEST.toBuilder().set("ACCEPT", "*/*").set("host", "a", true).build();
        assertThat(changed)
                .map(HeaderField::name)
                .containsExactly(":method", "Accept", "cookie", "authorization", "host");
        assertThat(changed.all("accept")).containsExactly("*/*");
        assertThat(changed.neverIndexed(3)).as("the mark moves along").isTrue();
        assertThat(changed.neverIndexed(4)).isTrue();
        assertThat(changed.toBuilder().set("authorization", "x").build().neverIndexed(3))
                .isFalse();
    }

    @Test
    void removingANameTakesAllItsFieldsAway() {
        assertThat(REQUEST.toBuilder().remove("ACCEPT").remove("host").build())
                .isEqualTo(HeaderList.builder()
                        .add(":method", "GET")
                        .add("cookie", "a=1")
                        .addNeverIndexed("authorization", "secret")
                        .build());
    }

    @Test
    void sortingBringsPseudoFieldsToTheFrontAndKeepsTheOrderOfOneName() {
        HeaderList sorted = HeaderList.builder()
                .add("b", "1")
                .addNeverIndexed("A", "2")
                .add(":path", "/")
                .add("a", "3")
                .add(":method", "GET")
                .sort()
                .build();
        assertThat(sorted).map(HeaderField::value).containsExactly("GET", "/", "2", "3", "1");
        assertThat(sorted.neverIndexed(2)).isTrue();
        assertThat(sorted.neverIndexed(3)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"100, true", "103, true", "199, true", "101, false", "200, false", "99, false"})
    void aHeadIsInterimByItsStatus(String status, boolean interim) {
        assertThat(HeaderList.of(":status", status).informational()).isEqualTo(interim);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20", "2000", "-20", "2 0", "２００"})
    void aStatusHasThreeDigits(String status) {
        assertThat(HeaderList.of(":status", status).status()).isEqualTo(-1);
        assertThat(HeaderList.empty().status()).isEqualTo(-1);
        assertThat(HeaderList.of(":status", "204").status()).isEqualTo(204);
    }

    @Test
    void listsAreEqualWithoutRegardToTheCaseOfNames() {
        HeaderList other = HeaderList.of("A", "1", "b", "2");
        assertThat(HeaderList.of("a", "1", "B", "2")).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(HeaderList.of("b", "2", "a", "1")).isNotEqualTo(other);
        assertThat(HeaderList.of("a", "1", "b", "3")).isNotEqualTo(other);
        assertThat(HeaderList.of("a", "1")).isNotEqualTo(other);
        assertThat(HeaderList.builder().add("a", "1").addNeverIndexed("b", "2").build())
                .isNotEqualTo(other);
        assertThat(other).isNotEqualTo(null);
    }

    @Test
    void aListSaysItsNamesButNotItsValues() {
        assertThat(REQUEST).hasToString("[:method, Accept, cookie, accept, authorization]");
        assertThat(REQUEST.field(4)).hasToString("authorization");
    }

    @Test
    void anyRowOfChangesLeavesWhatAPlainListWouldHold() {
        Random random = new Random(17);
        String[] names = {"a", "A", "b", ":c", "dd"};
        for (int round = 0; round < 2_000; round++) {
            HeaderList.Builder builder = HeaderList.builder();
            List<HeaderField> model = new ArrayList<>();
            for (int change = random.nextInt(20); change > 0; change--) {
                String name = names[random.nextInt(names.length)];
                String value = Integer.toString(random.nextInt(100));
                boolean never = random.nextBoolean();
                switch (random.nextInt(6)) {
                    case 0, 1 -> {
                        builder.addAll(List.of(new HeaderField(name, value, never)));
                        model.add(new HeaderField(name, value, never));
                    }
                    case 2 -> {
                        builder.remove(name);
                        model.removeIf(field -> field.name().equalsIgnoreCase(name));
                    }
                    case 3 -> {
                        builder.set(name, value, never);
                        set(model, new HeaderField(name, value, never));
                    }
                    case 4 -> {
                        if (!model.isEmpty()) {
                            int index = random.nextInt(model.size());
                            builder.replace(index, value, never);
                            model.set(index, new HeaderField(model.get(index).name(), value, never));
                        }
                    }
                    default -> {
                        builder.sort();
                        model.sort(Comparator.comparing((HeaderField field) -> !field.pseudo())
                                .thenComparing(HeaderField::name, String.CASE_INSENSITIVE_ORDER));
                    }
                }
                assertThat(builder.size()).isEqualTo(model.size());
                assertThat(builder.build()).containsExactlyElementsOf(model);
            }
            assertThat(builder.build().toBuilder().build()).isEqualTo(builder.build());
        }
    }

    private static void set(List<HeaderField> model, HeaderField wanted) {
        boolean placed = false;
        for (int i = 0; i < model.size(); i++) {
            if (model.get(i).name().equalsIgnoreCase(wanted.name())) {
                if (placed) {
                    model.remove(i--);
                } else {
                    model.set(i, new HeaderField(model.get(i).name(), wanted.value(), wanted.neverIndexed()));
                    placed = true;
                }
            }
        }
        if (!placed) {
            model.add(wanted);
        }
    }
}
