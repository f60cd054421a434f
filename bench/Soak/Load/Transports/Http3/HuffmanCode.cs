using System.Buffers;

namespace HotPath.Soak.Load.Transports.Http3;

/// <summary>
/// The code of header values (RFC 7541, appendix B). It is canonical: among codes of one length the symbols stand in their order, so that the
/// lengths say it all.
/// </summary>
internal static class HuffmanCode
{
    private const int EndOfString = 256, MostBits = 30, MostPadding = 7;

    /// <summary>Bits of each byte's code, and of the one that means the end.</summary>
    private static ReadOnlySpan<byte> Lengths =>
    [
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
        13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
        20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
        22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
        20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
        30,
    ];

    private static readonly (int First, int Count, int At)[] Codes = new (int, int, int)[MostBits + 1]; // by length: the first code, how many, and where their symbols begin
    private static readonly short[] Symbols = new short[EndOfString + 1]; // by length, then by symbol

    static HuffmanCode()
    {
        int code = 0, at = 0;
        for (int bits = 1; bits <= MostBits; bits++)
        {
            code <<= 1;
            Codes[bits] = (code, 0, at);
            for (int symbol = 0; symbol <= EndOfString; symbol++)
            {
                if (Lengths[symbol] != bits) continue;

                Symbols[at++] = (short)symbol;
                Codes[bits].Count++;
                code++;
            }
        }
    }

    /// <exception cref="Http3ProtocolException">The end is in it, or behind the last symbol there is more than the padding of ones.</exception>
    public static void Decode(ReadOnlySpan<byte> encoded, IBufferWriter<byte> output)
    {
        int code = 0, bits = 0;
        bool isOnes = true; // all bits since the last symbol
        foreach (byte each in encoded)
        {
            for (int place = 7; place >= 0; place--)
            {
                int bit = (each >> place) & 1;
                code = (code << 1) | bit;
                isOnes &= bit == 1;
                (int first, int count, int at) = Codes[++bits];
                if (code - first >= count) continue;

                int symbol = Symbols[at + code - first];
                if (symbol == EndOfString) throw Broken();

                output.GetSpan(1)[0] = (byte)symbol;
                output.Advance(1);
                code = bits = 0;
                isOnes = true;
            }
        }

        if (bits > MostPadding || !isOnes) throw Broken();
    }

    private static Http3ProtocolException Broken() => new(Http3Code.QpackDecompressionFailed, "A header is no Huffman code.");
}
