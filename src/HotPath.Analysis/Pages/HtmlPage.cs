using HotPath.Analysis.Plots;

namespace HotPath.Analysis.Pages;

/// <summary>The frame of every page that is a report: it loads nothing and runs nothing.</summary>
internal static class HtmlPage
{
    /// <param name="title">Of the browser's window.</param>
    /// <param name="writeMain">Writes what the page holds.</param>
    public static string Text(string title, Action<HtmlWriter> writeMain)
    {
        HtmlWriter html = new();
        html.Markup("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>");
        html.Markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
        html.Markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>");
        html.Element("title", title);
        html.Markup($"<style>\n{PlotStyle.Sheet}{ReportStyle.Sheet}</style></head><body>");
        html.Open("main");
        writeMain(html);
        html.Close("main");
        html.Markup("</body></html>");
        return html.ToString();
    }
}
