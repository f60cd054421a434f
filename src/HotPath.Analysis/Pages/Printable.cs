using System.Globalization;
using System.Text;

namespace HotPath.Analysis.Pages;

/// <summary>Text that came from outside, made safe to print: it cannot move the cursor, colour, ring, or reverse a line.</summary>
internal static class Printable
{
    /// <summary>White space becomes one space, any other control or formatting character is spelled out as <c>\u001b</c>.</summary>
    public static string Of(string text)
    {
        if (!text.Any(IsUnsafe)) return text;

        StringBuilder safe = new(text.Length);
        foreach (char c in text)
        {
            if (!IsUnsafe(c)) safe.Append(c);
            else if (!char.IsWhiteSpace(c)) safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else if (safe.Length > 0 && safe[^1] != ' ') safe.Append(' ');
        }

        return safe.ToString().TrimEnd(' ');
    }

    // Format covers what reverses the direction of a line; separators and next-line count as white space.
    private static bool IsUnsafe(char c) => char.GetUnicodeCategory(c) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator;
}
