namespace HotPath.Tests.Sse;

/// <summary>Random streams: like those of real servers, with random damage, over an alphabet that is all traps, or anything between.</summary>
internal sealed class FuzzStream(int seed)
{
    private static readonly byte[][] Traps = [.. new[]
    {
        "\n", "\r", "\r\n", "\n\n", "\r\n\r\n", "\n\r", ":", ": ", "data", "data:", "data: ", "data: \n\n", "event", "event:", "event: ", "id", "id:",
        "id: 7\0", "retry: 15\n", "retry:9999999999999999999999", "\0", "\t", "\v", " ", "\u00EF\u00BB\u00BF", "\u00FF\u00FE", "\u00C3", "Data: x", "x",
    }.Select(Pushes.Bytes)];

    private static readonly byte[][] LineEnds = [.. new[] { "\n", "\r\n", "\r" }.Select(Pushes.Bytes)];

    private readonly Random _random = new(seed);
    private byte[] _bytes = new byte[1 << 16];
    private int _length;

    /// <summary>Good until the next call.</summary>
    public ReadOnlyMemory<byte> Next()
    {
        _length = 0;
        if (_random.Next(8) == 0) Add([0xEF, 0xBB, 0xBF]);

        int kind = _random.Next(40);
        if (kind is 0 or > 36)
        {
            for (int words = _random.Next(1, 200); words > 0; words--) Add(Traps[_random.Next(Traps.Length)]);
        }
        else
        {
            int longestValue = kind == 1 ? 20_000 : kind < 10 ? 250 : 14;
            AddServerStream(longestValue, mostEvents: kind switch { 1 => 7, 10 or 11 => 3, _ => 239 });
            if (_random.Next(2) == 0) Damage();
        }

        return _bytes.AsMemory(0, _length);
    }

    // A server keeps to one way of writing for a while, so that the parser's own guesses come true, and then does not.
    private void AddServerStream(int longestValue, int mostEvents)
    {
        int events = _random.Next(1, mostEvents + 1);
        byte[] lineEnd = LineEnds[_random.Next(LineEnds.Length)];
        int shape = _random.Next(6);
        for (; events > 0; events--)
        {
            if (_random.Next(20) == 0) shape = _random.Next(6);
            if (_random.Next(100) == 0) lineEnd = LineEnds[_random.Next(LineEnds.Length)];

            if (shape == 1 || (shape == 5 && _random.Next(3) == 0)) AddLine("event: "u8, lineEnd, 24);
            if (shape == 5 && _random.Next(3) == 0) AddLine("id: "u8, lineEnd, 8);
            if (shape == 4 || (shape == 5 && _random.Next(4) == 0)) AddComment(lineEnd);
            int lines = shape switch { 2 => _random.Next(2, 6), 5 => _random.Next(0, 3), _ => 1 };
            for (; lines > 0; lines--) AddLine(shape == 3 ? "data:"u8 : "data: "u8, lineEnd, longestValue);
            Add(lineEnd);
        }
    }

    private void AddComment(byte[] lineEnd)
    {
        AddLine(": "u8, lineEnd, 12);
        if (_random.Next(4) > 0) Add(lineEnd);
    }

    private void AddLine(ReadOnlySpan<byte> name, byte[] lineEnd, int longestValue)
    {
        Add(name);
        int length = _random.Next(longestValue + 1);
        Span<byte> value = Room(length);
        _random.NextBytes(value);
        foreach (ref byte b in value) b = (byte)(b < 8 ? 0xC0 | b : 0x20 | (b & 0x5F)); // text, with bytes that are not UTF-8 here and there
        _length += length;
        Add(lineEnd);
    }

    private void Damage()
    {
        for (int times = _random.Next(1, 6); times > 0; times--)
        {
            int at = _random.Next(_length);
            switch (_random.Next(4))
            {
                case 0:
                    _bytes[at] = (byte)_random.Next(256);
                    break;
                case 1:
                    Replace(at, 0, Traps[_random.Next(Traps.Length)]);
                    break;
                case 2:
                    Replace(at, Math.Min(_random.Next(1, 40), _length - at), []);
                    break;
                default:
                    Replace(at, Math.Min(4, _length - at), Traps[_random.Next(Traps.Length)]);
                    break;
            }

            if (_length == 0) return;
        }
    }

    private void Replace(int at, int length, ReadOnlySpan<byte> with)
    {
        Room(with.Length);
        _bytes.AsSpan((at + length).._length).CopyTo(_bytes.AsSpan(at + with.Length));
        with.CopyTo(_bytes.AsSpan(at));
        _length += with.Length - length;
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    private Span<byte> Room(int length)
    {
        if (_length + length > _bytes.Length) Array.Resize(ref _bytes, 2 * (_length + length));
        return _bytes.AsSpan(_length, length);
    }
}
