using System.Net;
using System.Text;
using HotPath.Analysis.Plots;

namespace HotPath.Analysis.Pages;

/// <summary>Writes HTML that is XML as well. All text is escaped here; only plots go in as they are.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _html = new();

    /// <summary>Shows the text as it is, in an element or in a quoted attribute.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(Printable.Of(text));

    /// <summary>Markup of this program's own, never of a run.</summary>
    public HtmlWriter Markup(string markup)
    {
        _html.Append(markup).Append('\n');
        return this;
    }

    public void Open(string tag, string cssClass = "") => _html.Append('<').Append(tag).Append(Class(cssClass)).Append(">\n");

    public void Close(string tag) => _html.Append("</").Append(tag).Append(">\n");

    public void Element(string tag, string text, string cssClass = "") =>
        _html.Append('<').Append(tag).Append(Class(cssClass)).Append('>').Append(Escape(text)).Append("</").Append(tag).Append(">\n");

    public void List(IEnumerable<string> items, string cssClass = "")
    {
        string[] all = [.. items];
        if (all.Length == 0) return;

        Open("ul", cssClass);
        foreach (string item in all) Element("li", item);
        Close("ul");
    }

    /// <summary>A table that scrolls in a frame of its own where the page is too narrow for it.</summary>
    /// <param name="name">Says what it is to who cannot see it.</param>
    /// <param name="table">Its text is escaped here.</param>
    public void Table(string name, ReportTable table)
    {
        _html.Append($"<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{Escape(name)}\"><table>\n<thead><tr>");
        foreach (string head in table.Head)
        {
            _html.Append($"<th scope=\"col\"{(head.StartsWith('>') ? " class=\"n\"" : "")}>{Escape(head.TrimStart('>'))}</th>");
        }

        _html.Append("</tr></thead>\n<tbody>\n");
        foreach (string[] row in table.Rows) Row(table.Head, row);
        _html.Append("</tbody>\n</table></div>\n");
    }

    /// <summary>A plot in both widths, of which the style sheet shows one.</summary>
    public void Plot(Func<PlotSize, string> toSvg)
    {
        Open("div", "wide");
        _html.Append(toSvg(PlotSize.Wide));
        Close("div");
        Open("div", "narrow");
        _html.Append(toSvg(PlotSize.Narrow));
        Close("div");
    }

    public override string ToString() => _html.ToString();

    private static string Class(string cssClass) => cssClass.Length == 0 ? "" : $" class=\"{cssClass}\"";

    private void Row(string[] head, string[] cells)
    {
        _html.Append("<tr>");
        for (int i = 0; i < cells.Length; i++)
        {
            // Short tags: a day's tables have thousands of cells.
            _html.Append(i == 0 ? "<th scope=\"row\"" : "<td").Append(head[i].StartsWith('>') ? " class=\"n\">" : ">")
                .Append(Escape(cells[i])).Append(i == 0 ? "</th>" : "</td>");
        }

        _html.Append("</tr>\n");
    }
}
