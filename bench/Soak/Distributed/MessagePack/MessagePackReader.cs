using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace HotPath.Soak.Distributed.MessagePack;

/// <summary>
/// Reads one MessagePack value of somebody else's: null, bool, long (ulong where long is too short), double, string, byte[], <c>List&lt;object?&gt;</c> or
/// <c>Dictionary&lt;object, object?&gt;</c>. Memory is taken for values that are there, never for a length that is claimed.
/// </summary>
internal ref struct MessagePackReader
{
    /// <summary>Values within values; a Locust master's have 5.</summary>
    public const int MostNested = 32;

    private const int MostExpected = 64;

    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;
    private string? _problem;

    private MessagePackReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    private readonly int Left => _bytes.Length - _position;

    /// <param name="bytes">One value and nothing after it.</param>
    /// <param name="problem">What was found that is no such value.</param>
    public static bool TryReadWhole(ReadOnlySpan<byte> bytes, out object? value, [NotNullWhen(false)] out string? problem)
    {
        MessagePackReader reader = new(bytes);
        value = reader.Value(depth: 0);
        if (reader._problem is null && reader.Left > 0) reader.Refuse($"{reader.Left} bytes come after the value");

        problem = reader._problem;
        if (problem is not null) value = null;
        return problem is null;
    }

    private object? Value(int depth)
    {
        if (depth > MostNested) return Refuse($"values are nested deeper than {MostNested}");
        if (Left == 0) return Refuse("it ends where a value is due");

        byte kind = _bytes[_position++];
        switch (kind)
        {
            case <= 0x7F: return (long)kind;
            case <= 0x8F: return Map((ulong)(kind & 0x0F), depth);
            case <= 0x9F: return List((ulong)(kind & 0x0F), depth);
            case <= 0xBF: return Text((ulong)(kind & 0x1F));
            case >= 0xE0: return (long)unchecked((sbyte)kind);
            case 0xC0: return null;
            case 0xC2: return false;
            case 0xC3: return true;
            case >= 0xC4 and <= 0xC6: return Bytes(Number(1 << (kind - 0xC4)));
            case 0xCA: return (double)BitConverter.UInt32BitsToSingle((uint)Number(sizeof(float)));
            case 0xCB: return BitConverter.UInt64BitsToDouble(Number(sizeof(double)));
            case >= 0xCC and <= 0xCE: return (long)Number(1 << (kind - 0xCC));
            case 0xCF:
                ulong whole = Number(sizeof(ulong));
                if (whole > long.MaxValue) return whole;

                return (long)whole;
            case >= 0xD0 and <= 0xD3: return Signed(1 << (kind - 0xD0));
            case >= 0xD9 and <= 0xDB: return Text(Number(1 << (kind - 0xD9)));
            case 0xDC or 0xDD: return List(Number(2 << (kind - 0xDC)), depth);
            case 0xDE or 0xDF: return Map(Number(2 << (kind - 0xDE)), depth);
            default: return Refuse($"0x{kind:X2} begins no value that is read here"); // 0xC1 is never used; the others are extensions, which Locust has none of
        }
    }

    private List<object?>? List(ulong count, int depth)
    {
        if (!IsThere(count)) return null; // each value has a byte at least

        List<object?> values = new((int)Math.Min(count, MostExpected));
        for (ulong i = 0; i < count && _problem is null; i++) values.Add(Value(depth + 1));
        return values;
    }

    private Dictionary<object, object?>? Map(ulong count, int depth)
    {
        if (!IsThere(2 * count)) return null;

        Dictionary<object, object?> pairs = new((int)Math.Min(count, MostExpected));
        for (ulong i = 0; i < count && _problem is null; i++)
        {
            object? key = Value(depth + 1);
            object? value = Value(depth + 1);
            if (key is long or ulong or string or bool or double) pairs[key] = value; // the last of equal keys counts, as in Python
            else Refuse("a map has a key that is neither a number nor a text");
        }

        return pairs;
    }

    private string? Text(ulong length)
    {
        ReadOnlySpan<byte> bytes = Take(length);
        if (Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);

        Refuse("a text is no valid UTF-8");
        return null;
    }

    private byte[] Bytes(ulong length) => Take(length).ToArray();

    private long Signed(int bytes)
    {
        int unused = 8 * (sizeof(long) - bytes);
        return unchecked((long)(Number(bytes) << unused)) >> unused; // shifted back with its sign
    }

    private ulong Number(int bytes)
    {
        ReadOnlySpan<byte> taken = Take((ulong)bytes);
        Span<byte> whole = stackalloc byte[sizeof(ulong)];
        whole.Clear();
        taken.CopyTo(whole[(sizeof(ulong) - taken.Length)..]);
        return BinaryPrimitives.ReadUInt64BigEndian(whole);
    }

    /// <returns>Empty where there are not as many.</returns>
    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (!IsThere(count)) return [];

        ReadOnlySpan<byte> taken = _bytes.Slice(_position, (int)count);
        _position += (int)count;
        return taken;
    }

    private bool IsThere(ulong bytes)
    {
        if (_problem is not null) return false;
        if (bytes <= (ulong)Left) return true;

        Refuse($"it ends {Left} bytes after a length that needs {bytes} at least");
        return false;
    }

    /// <summary>The first problem is kept: those after it come of it.</summary>
    private object? Refuse(string problem)
    {
        _problem ??= problem;
        return null;
    }
}
