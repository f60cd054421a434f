using System.Globalization;
using System.Numerics;
using System.Text;
using HotPath.Sse;

namespace HotPath.Tests.Sse;

/// <summary>The standard's steps over the whole stream, byte by byte and line by line: written for being plainly right.</summary>
internal sealed class ReferenceSse
{
    private readonly ISseHandler _handler;
    private readonly int _maxEventBytes;
    private readonly List<byte> _data = [];
    private byte[] _type = [];
    private byte[] _id = [];
    private byte[] _lastEventId = [];
    private long _eventBytes;

    private ReferenceSse(ISseHandler handler, int maxEventBytes)
    {
        _handler = handler;
        _maxEventBytes = maxEventBytes;
    }

    public ReadOnlySpan<byte> LastEventId => _lastEventId;

    public BigInteger? RetryMilliseconds { get; private set; }

    public bool IsMidEvent { get; private set; }

    /// <summary>Whether a line was over the limit: nothing from it on was looked at.</summary>
    public bool IsOverLimit { get; private set; }

    public static ReferenceSse Parse(ReadOnlySpan<byte> stream, ISseHandler handler, int maxEventBytes = int.MaxValue)
    {
        ReferenceSse result = new(handler, maxEventBytes);
        result.Parse(stream);
        return result;
    }

    public static List<SeenEvent> Events(string stream)
    {
        SeenEvents seen = new();
        Parse(Pushes.Bytes(stream), seen);
        return seen.All;
    }

    private void Parse(ReadOnlySpan<byte> stream)
    {
        int lineStart = stream.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? 3 : 0;
        for (int i = lineStart; i < stream.Length; i++)
        {
            if (stream[i] is not ((byte)'\n' or (byte)'\r')) continue;

            if (!TakeLine(stream[lineStart..i])) return;
            if (stream[i] == '\r' && i + 1 < stream.Length && stream[i + 1] == '\n') i++;
            lineStart = i + 1;
        }

        ReadOnlySpan<byte> unended = stream[lineStart..];
        IsOverLimit = _eventBytes + unended.Length > _maxEventBytes;
        if (unended.Length > 0 && unended[0] != ':') IsMidEvent = true;
    }

    private bool TakeLine(ReadOnlySpan<byte> line)
    {
        if (line.Length == 0)
        {
            EndEvent();
            return true;
        }

        IsOverLimit = _eventBytes + line.Length > _maxEventBytes;
        if (IsOverLimit) return false;
        if (line[0] == ':') return true;

        IsMidEvent = true;
        _eventBytes += line.Length;
        int colon = line.IndexOf((byte)':');
        ReadOnlySpan<byte> value = colon < 0 ? [] : line[(colon + 1)..];
        if (value.Length > 0 && value[0] == ' ') value = value[1..];

        switch (Encoding.Latin1.GetString(colon < 0 ? line : line[..colon]))
        {
            case "data":
                _data.AddRange(value);
                _data.Add((byte)'\n');
                break;
            case "event":
                _type = value.ToArray();
                break;
            case "id" when !value.Contains((byte)0):
                _id = value.ToArray();
                break;
            case "retry" when value.Length > 0 && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9'):
                RetryMilliseconds = BigInteger.Parse(Encoding.Latin1.GetString(value), CultureInfo.InvariantCulture);
                break;
        }

        return true;
    }

    private void EndEvent()
    {
        _lastEventId = _id;
        if (_data.Count > 0) _handler.OnEvent(new SseEvent(_type, _data.ToArray().AsSpan(..^1), _lastEventId));
        _data.Clear();
        _type = [];
        _eventBytes = 0;
        IsMidEvent = false;
    }
}
