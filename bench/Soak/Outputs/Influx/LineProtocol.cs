using System.Globalization;
using System.Text;

namespace HotPath.Soak.Outputs.Influx;

/// <summary>
/// Writes InfluxDB's line protocol, https://docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_reference/: measurement, tags, fields and a
/// stamp in nanoseconds, one point a line.
/// </summary>
internal sealed class LineProtocol
{
    private const int NanosecondsPerTick = 100;

    private readonly StringBuilder _text = new();
    private bool _hasField;
    private int _lineAt;

    /// <summary>Begins a point.</summary>
    /// <param name="tags">One without a text is left out: the protocol has no empty tag.</param>
    public LineProtocol Begin(string measurement, params IEnumerable<(string Key, string Value)> tags)
    {
        _lineAt = _text.Length;
        _hasField = false;
        _text.Append(Escape(measurement, withEquals: false));
        foreach ((string key, string value) in tags)
        {
            if (value.Length > 0) _text.Append(',').Append(Escape(key, withEquals: true)).Append('=').Append(Escape(value, withEquals: true));
        }

        return this;
    }

    public LineProtocol Field(string key, long value)
    {
        Key(key).Append(value.ToString(CultureInfo.InvariantCulture)).Append('i');
        return this;
    }

    /// <param name="value">Left out where there is none, or none that the protocol can say.</param>
    public LineProtocol Field(string key, double? value)
    {
        if (value is { } known && double.IsFinite(known)) Key(key).Append(known.ToString("R", CultureInfo.InvariantCulture));
        return this;
    }

    public LineProtocol Field(string key, string value)
    {
        string line = value.ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        Key(key).Append('"').Append(line).Append('"');
        return this;
    }

    /// <summary>Ends the point; one without a field is taken back, for the protocol has none.</summary>
    public void End(DateTimeOffset at)
    {
        if (!_hasField) _text.Length = _lineAt;
        else _text.Append(' ').Append(((at - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick).ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    public override string ToString() => _text.ToString();

    private StringBuilder Key(string key)
    {
        _text.Append(_hasField ? ',' : ' ').Append(Escape(key, withEquals: true)).Append('=');
        _hasField = true;
        return _text;
    }

    // A backslash is itself but before what it escapes, and none may come last.
    private static string Escape(string text, bool withEquals)
    {
        StringBuilder escaped = new();
        foreach (char letter in text)
        {
            char plain = char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter is '\\' ? '/' : letter;
            if (plain is ',' or ' ' || (withEquals && plain is '=')) escaped.Append('\\');
            escaped.Append(plain);
        }

        return escaped.ToString();
    }
}
