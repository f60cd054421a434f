using Spectre.Console;
using Spectre.Console.Rendering;

namespace HotPath.Soak.Reports;

/// <summary>A line of text that is written as it is: never folded, so that a path or a command can be copied from it.</summary>
internal sealed class ConsoleLine(string text) : IRenderable
{
    /// <summary>A word before the text that stands out where colours are on.</summary>
    public string Mark { get; init; } = "";

    public Color MarkColor { get; init; } = Color.Default;

    public Measurement Measure(RenderOptions options, int maxWidth)
    {
        int width = Mark.Length + text.Length;
        return new Measurement(width, width);
    }

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        [new Segment(Mark, new Style(MarkColor)), new Segment(text), Segment.LineBreak];
}
