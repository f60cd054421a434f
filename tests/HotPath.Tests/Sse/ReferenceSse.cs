using System.Globalization;
using System.Numerics;

namespace HotPath.Tests.Sse;

/// <summary>The standard's steps over the whole stream at once, written for being plainly right.</summary>
internal sealed class ReferenceSse
{
    private const string ByteOrderMark = "\u00EF\u00BB\u00BF";

    public List<SeenEvent> Events { get; } = [];

    public string LastEventId { get; private set; } = "";

    public BigInteger? RetryMilliseconds { get; private set; }

    public bool IsMidEvent { get; private set; }

    public static ReferenceSse Parse(string stream)
    {
        ReferenceSse result = new();

        if (stream.StartsWith(ByteOrderMark, StringComparison.Ordinal)) stream = stream[ByteOrderMark.Length..];
        string[] lines = stream.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        string unended = lines[^1];

        result.Process(lines[..^1]);
        if (unended.Length > 0 && unended[0] != ':') result.IsMidEvent = true;
        return result;
    }

    private void Process(string[] lines)
    {
        string data = "";
        string type = "";
        string id = "";

        foreach (string line in lines)
        {
            if (line.Length == 0)
            {
                LastEventId = id;
                if (data.Length > 0) Events.Add(new SeenEvent(type.Length == 0 ? "message" : type, data[..^1], id));
                data = "";
                type = "";
                IsMidEvent = false;
                continue;
            }

            if (line[0] == ':') continue;

            IsMidEvent = true;
            string[] parts = line.Split(':', 2);
            string value = parts.Length == 1 ? "" : parts[1];
            if (value.Length > 0 && value[0] == ' ') value = value[1..];

            switch (parts[0])
            {
                case "data":
                    data += value + "\n";
                    break;
                case "event":
                    type = value;
                    break;
                case "id" when !value.Contains('\0', StringComparison.Ordinal):
                    id = value;
                    break;
                case "retry" when value.Length > 0 && value.All(char.IsAsciiDigit):
                    RetryMilliseconds = BigInteger.Parse(value, CultureInfo.InvariantCulture);
                    break;
            }
        }
    }
}
