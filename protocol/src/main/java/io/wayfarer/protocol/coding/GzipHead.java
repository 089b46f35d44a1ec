/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.coding;

import java.util.zip.CRC32;

import io.netty.buffer.ByteBuf;

/** Reads the head of a gzip member, of which nothing is of use (RFC 1952 section 2.3). For one thread. */
final class GzipHead {

    private static final int FIXED_OCTETS = 10;
    private static final int CHECKED = 0x02;
    private static final int EXTRA = 0x04;
    private static final int NAME = 0x08;
    private static final int COMMENT = 0x10;
    private static final int RESERVED = 0xe0;

    /** What an octet belongs to, in the order of the format. */
    private enum Part {
        FIXED,
        EXTRA_LENGTH,
        EXTRA,
        NAME,
        COMMENT,
        CHECKSUM,
        END
    }

    private final CRC32 checksum = new CRC32();
    private Part part = Part.FIXED;
    private int flags;
    private int count;
    private int number;

    /** Whether the two octets were there by which gzip is known. */
    boolean magic() {
        return part != Part.FIXED || count > 1;
    }

    /** Takes octets up to the end of the head. */
    Progress read(ByteBuf in) {
        while (part != Part.END && in.isReadable()) {
            int octet = in.readUnsignedByte();
            if (!take(octet)) {
                return Progress.MALFORMED;
            }
        }
        return part == Part.END ? Progress.DONE : Progress.MORE;
    }

    enum Progress {
        MORE,
        DONE,
        MALFORMED
    }

    private boolean take(int octet) {
        if (part != Part.CHECKSUM) {
            checksum.update(octet);
        }
        switch (part) {
            case FIXED -> {
                if ((count == 0 && octet != 0x1f) || (count == 1 && octet != 0x8b) || (count == 2 && octet != 8)) {
                    return false;
                }
                if (count == 3) {
                    flags = octet;
                    if ((flags & RESERVED) != 0) {
                        return false;
                    }
                }
                if (++count == FIXED_OCTETS) {
                    enter(Part.EXTRA_LENGTH);
                }
            }
            case EXTRA_LENGTH -> {
                number |= octet << (8 * count);
                if (++count == 2) {
                    int length = number;
                    enter(Part.EXTRA);
                    if (length == 0) {
                        enter(Part.NAME);
                    }
                    number = length;
                }
            }
            case EXTRA -> {
                if (++count == number) {
                    enter(Part.NAME);
                }
            }
            case NAME -> {
                if (octet == 0) {
                    enter(Part.COMMENT);
                }
            }
            case COMMENT -> {
                if (octet == 0) {
                    enter(Part.CHECKSUM);
                }
            }
            case CHECKSUM -> {
                number |= octet << (8 * count);
                if (++count == 2) {
                    boolean right = number == ((int) checksum.getValue() & 0xffff);
                    enter(Part.END);
                    return right;
                }
            }
            case END -> throw new IllegalStateException("behind the head");
        }
        return true;
    }

    /** Goes to a part, or to the next one that is there. */
    private void enter(Part next) {
        count = 0;
        number = 0;
        part = next;
        if (part == Part.EXTRA_LENGTH && (flags & EXTRA) == 0) {
            part = Part.NAME;
        }
        if (part == Part.NAME && (flags & NAME) == 0) {
            part = Part.COMMENT;
        }
        if (part == Part.COMMENT && (flags & COMMENT) == 0) {
            part = Part.CHECKSUM;
        }
        if (part == Part.CHECKSUM && (flags & CHECKED) == 0) {
            part = Part.END;
        }
    }
}
