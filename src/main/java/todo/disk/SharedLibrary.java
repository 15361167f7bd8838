package todo.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/// A shared library that is loaded into this process: where in memory it holds the addresses of what it calls.
///
/// They are found in its relocations (ELF-64, System V ABI §4.19 and §5), so nothing is guessed.
///
/// @param base the address at which it begins
record SharedLibrary(Path file, long base) {
    private static final int RELOCATIONS = 4; // SHT_RELA

    /// The library whose file has a name that `named` holds of.
    static SharedLibrary loaded(Predicate<String> named) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
            // 7f…-7f… r-xp 00000000 fe:00 1234   /path/of/the file
            String[] parts = line.split(" +", 6);
            if (parts.length == 6
                    && Long.parseLong(parts[2], 16) == 0
                    && named.test(parts[5].substring(parts[5].lastIndexOf('/') + 1))) {
                long base = Long.parseUnsignedLong(parts[0].substring(0, parts[0].indexOf('-')), 16);
                return new SharedLibrary(Path.of(parts[5]), base);
            }
        }
        throw new IOException("the library is not loaded");
    }

    /// The memory addresses that hold the address of a function of another library, with the function's name.
    Map<Long, String> slots() throws IOException {
        var elf = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        if (elf.getInt(0) != 0x464c457f || elf.get(4) != 2 || elf.get(5) != 1) {
            throw new IOException(file + " is not a 64-bit little-endian ELF file");
        }
        Map<Long, String> slots = new HashMap<>();
        for (int section = 0; section < elf.getShort(0x3c); section++) {
            if (elf.getInt(header(elf, section) + 4) == RELOCATIONS) {
                read(elf, header(elf, section), slots);
            }
        }
        return slots;
    }

    private static int header(ByteBuffer elf, int section) {
        return Math.toIntExact(elf.getLong(0x28)) + section * elf.getShort(0x3a);
    }

    private static int link(ByteBuffer elf, int header) {
        return header(elf, elf.getInt(header + 0x28));
    }

    private static int start(ByteBuffer elf, int header) {
        return Math.toIntExact(elf.getLong(header + 0x18));
    }

    private void read(ByteBuffer elf, int header, Map<Long, String> slots) {
        int symbols = link(elf, header);
        int names = start(elf, link(elf, symbols));
        int end = start(elf, header) + Math.toIntExact(elf.getLong(header + 0x20));
        for (int at = start(elf, header); at < end; at += 24) {
            int symbol = elf.getInt(at + 12);
            if (symbol != 0 && elf.getLong(at + 16) == 0) {
                int name = elf.getInt(start(elf, symbols) + symbol * 24);
                slots.put(base + elf.getLong(at), text(elf, names + name));
            }
        }
    }

    private static String text(ByteBuffer elf, int start) {
        int end = start;
        while (elf.get(end) != 0) {
            end++;
        }
        byte[] name = new byte[end - start];
        elf.get(start, name);
        return new String(name, StandardCharsets.US_ASCII);
    }
}
