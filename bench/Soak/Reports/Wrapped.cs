namespace HotPath.Soak.Reports;

/// <summary>Breaks text into lines of a width, later lines indented below the first.</summary>
internal static class Wrapped
{
    /// <param name="label">Starts the first line; the others are indented by its length.</param>
    /// <param name="pieces">Never broken: one that is longer than a line stands on a line of its own.</param>
    public static IEnumerable<string> Pieces(string label, IEnumerable<string> pieces, string separator, int width)
    {
        string indent = new(' ', label.Length);
        string line = label;
        string lineEnd = separator.TrimEnd(' ');
        bool isFresh = true;
        foreach (string piece in pieces)
        {
            if (!isFresh && line.Length + separator.Length + piece.Length + lineEnd.Length > width)
            {
                yield return line + lineEnd;
                line = indent;
                isFresh = true;
            }

            line += isFresh ? piece : separator + piece;
            isFresh = false;
        }

        yield return line;
    }

    public static IEnumerable<string> Words(string label, string text, int width) =>
        Pieces(label, text.Split(' ', StringSplitOptions.RemoveEmptyEntries), " ", width);
}
