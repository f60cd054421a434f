namespace HotPath.Sse;

// One line that is neither blank nor a comment. HTML Living Standard 9.2.6: "Collect the characters on the line before the
// first U+003A COLON character (:), and let field be that string. Collect the characters on the line after the first
// U+003A COLON character (:), and let value be that string. If value starts with a U+0020 SPACE character, remove it from
// value." And without a colon: "using the whole line as the field name, and the empty string as the field value".
internal readonly ref struct FieldLine
{
    public FieldLine(ReadOnlySpan<byte> line)
    {
        int colon = line.IndexOf((byte)':');
        if (colon < 0)
        {
            Name = line;
            return;
        }

        Name = line[..colon];
        Value = line[ValueStart(line, colon)..];
    }

    public ReadOnlySpan<byte> Name { get; }

    public ReadOnlySpan<byte> Value { get; }

    // Also for a line that is cut out of bytes whose end it is not: a line end is no space.
    public static int ValueStart(ReadOnlySpan<byte> line, int colon)
    {
        int start = colon + 1;
        return start < line.Length && line[start] == ' ' ? start + 1 : start;
    }

    // 9.2.6: "If the line starts with a U+003A COLON character (:): Ignore the line."
    public static bool IsComment(byte firstOfLine) => firstOfLine == ':';

    // 9.2.6: "If the field value consists of only ASCII digits, then interpret the field value as an integer in base ten".
    public bool TryGetMilliseconds(out TimeSpan duration)
    {
        const long MaxMilliseconds = long.MaxValue / TimeSpan.TicksPerMillisecond;

        duration = default;
        if (Value.IsEmpty || Value.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;

        long milliseconds = 0;
        foreach (byte digit in Value)
        {
            milliseconds = Math.Min(10 * milliseconds + (digit - '0'), MaxMilliseconds);
        }

        duration = new TimeSpan(milliseconds * TimeSpan.TicksPerMillisecond);
        return true;
    }
}
