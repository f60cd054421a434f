using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using HotPath.Soak.Load.Transports;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Load.Checks;

/// <summary>Where one of the scenario's own metrics is read, and what a text comes to. Immutable.</summary>
internal sealed class MetricSource(OwnMetric metric)
{
    private readonly HeaderName? _header = metric.Header is { } header ? new HeaderName(header) : null;
    private readonly byte[]? _is = metric.Is is { } text ? Encoding.UTF8.GetBytes(text) : null;

    /// <summary>Null: it is read from a header.</summary>
    public JsonTarget? Target => metric.Path is { } path ? new JsonTarget([new JsonPath(path)], KeepsLooking: true, Take) : null;

    /// <returns>Not a number where the header is not there or holds none.</returns>
    public double ReadHeader(IChannel channel) =>
        channel.TryGetHeader(_header!, out ReadOnlySpan<byte> value) ? ValueOf(value) : double.NaN;

    private double Take(ref Utf8JsonReader at, CurrentRequest request) => at.TokenType switch
    {
        JsonTokenType.String when _is is not null => at.ValueTextEquals(_is) ? 1 : 0,
        JsonTokenType.Number or JsonTokenType.String => ValueOf(at.ValueSpan),
        JsonTokenType.True => ValueOf("true"u8),
        JsonTokenType.False => ValueOf("false"u8),
        _ => double.NaN,
    };

    private double ValueOf(ReadOnlySpan<byte> text)
    {
        if (_is is not null) return text.SequenceEqual(_is) ? 1 : 0;

        bool isRate = metric.Kind is OwnMetricKind.Rate;
        if (isRate && Ascii.EqualsIgnoreCase(text, "true"u8)) return 1;
        if (isRate && Ascii.EqualsIgnoreCase(text, "false"u8)) return 0;
        if (!Utf8Parser.TryParse(text, out double number, out int length) || length != text.Length || !double.IsFinite(number)) return double.NaN;

        return isRate ? (number != 0 ? 1 : 0) : number * metric.Scale;
    }
}
