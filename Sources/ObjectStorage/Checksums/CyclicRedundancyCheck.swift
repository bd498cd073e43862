/// A cyclic redundancy check, eight bytes a step, as S3 uses three of them.
///
/// All three reflect their bits, begin with all ones and end with an exclusive-or with all ones.
struct CyclicRedundancyCheck: Sendable {
    /// What tells the checks apart.
    struct Kind: Sendable {
        /// In bits.
        let width: Int
        /// Reflected, without its highest power.
        let polynomial: UInt64
        /// Eight tables of 256 entries: table `k` moves a byte past `k` more.
        let tables: [UInt64]

        init(width: Int, polynomial: UInt64) {
            self.width = width
            self.polynomial = polynomial
            var tables = (0..<256).map { byte in
                (0..<8).reduce(UInt64(byte)) { value, _ in
                    value & 1 == 1 ? value >> 1 ^ polynomial : value >> 1
                }
            }
            for entry in 256..<2048 {
                let before = tables[entry - 256]
                tables.append(before >> 8 ^ tables[Int(before & 0xff)])
            }
            self.tables = tables
        }

        /// Of Ethernet and zip.
        static let crc32 = Kind(width: 32, polynomial: 0xedb8_8320)
        /// Castagnoli's.
        static let crc32c = Kind(width: 32, polynomial: 0x82f6_3b78)
        /// Of the NVM Express specification, 64-bit.
        static let crc64nvme = Kind(width: 64, polynomial: 0x9a6c_9329_ac4b_c9b5)

        var ones: UInt64 { UInt64.max >> (64 - width) }
    }

    let kind: Kind
    private var register: UInt64

    init(_ kind: Kind) {
        self.kind = kind
        register = kind.ones
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        register = kind.tables.withUnsafeBufferPointer { Self.advance(register, over: bytes, $0) }
    }

    private static func advance(
        _ start: UInt64,
        over bytes: UnsafeRawBufferPointer,
        _ tables: UnsafeBufferPointer<UInt64>
    ) -> UInt64 {
        var register = start
        var position = 0
        while position + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            let mixed = register ^ UInt64(littleEndian: word)
            // Two halves, or the type checker would not finish.
            let low =
                tables[1792 + Int(mixed & 0xff)] ^ tables[1536 + Int(mixed >> 8 & 0xff)]
                ^ tables[1280 + Int(mixed >> 16 & 0xff)] ^ tables[1024 + Int(mixed >> 24 & 0xff)]
            let high =
                tables[768 + Int(mixed >> 32 & 0xff)] ^ tables[512 + Int(mixed >> 40 & 0xff)]
                ^ tables[256 + Int(mixed >> 48 & 0xff)] ^ tables[Int(mixed >> 56)]
            register = low ^ high
            position += 8
        }
        while position < bytes.count {
            register = register >> 8 ^ tables[Int((register ^ UInt64(bytes[position])) & 0xff)]
            position += 1
        }
        return register
    }

    /// The check of all that was given.
    var value: UInt64 { register ^ kind.ones }
}

extension CyclicRedundancyCheck.Kind {
    /// The check of two texts one behind the other, from the check of each and the second's length in bytes.
    ///
    /// The first check is moved past the second text: multiplied by x to the number of its bits, modulo the polynomial.
    /// After Mark Adler's crc32_combine in zlib.
    func combine(_ first: UInt64, _ second: UInt64, secondLength: Int64) -> UInt64 {
        // In reflected form the highest bit is x to the power of 0.
        var shift: UInt64 = 1 << (width - 1)
        var power: UInt64 = 1 << (width - 2)
        var bits = UInt64(secondLength) * 8
        while bits > 0 {
            if bits & 1 == 1 { shift = product(power, shift) }
            power = product(power, power)
            bits >>= 1
        }
        return product(shift, first) ^ second
    }

    private func product(_ left: UInt64, _ right: UInt64) -> UInt64 {
        var sum: UInt64 = 0
        var factor = right
        for bit in stride(from: width - 1, through: 0, by: -1) {
            if left >> bit & 1 == 1 { sum ^= factor }
            factor = factor & 1 == 1 ? factor >> 1 ^ polynomial : factor >> 1
        }
        return sum
    }
}
