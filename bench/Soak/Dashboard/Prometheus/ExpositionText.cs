using System.Globalization;
using System.Text;

namespace HotPath.Soak.Dashboard.Prometheus;

/// <summary>Writes Prometheus' text format 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/.</summary>
internal sealed class ExpositionText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <summary>Begins a metric; its samples follow at once, and it is begun but once.</summary>
    /// <param name="type"><c>counter</c>, <c>gauge</c>, <c>histogram</c> or <c>summary</c>.</param>
    public void Begin(string name, string type, string help) => _text
        .Append("# HELP ").Append(name).Append(' ').Append(Escape(help, quotes: false)).Append('\n')
        .Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    public void Sample(string name, IEnumerable<(string Name, string Value)> labels, double value)
    {
        _text.Append(name);
        char before = '{';
        foreach ((string label, string text) in labels)
        {
            _text.Append(before).Append(label).Append("=\"").Append(Escape(text, quotes: true)).Append('"');
            before = ',';
        }

        if (before == ',') _text.Append('}');
        _text.Append(' ').Append(Number(value)).Append('\n');
    }

    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture), // NaN is written so, too
    };

    public override string ToString() => _text.ToString();

    private static string Escape(string text, bool quotes)
    {
        string escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }
}
