using System.Text;

namespace HotPath.Soak.Scenarios;

/// <summary>A user's text as it may stand in a message: in quotes, on one line, not too long.</summary>
internal static class Quoted
{
    private const int MaxChars = 80;

    public static string Text(string text) => $"\"{Bare(text)}\"";

    /// <summary>The same without quotes.</summary>
    public static string Bare(string text)
    {
        StringBuilder bare = new();
        foreach (char character in text.AsSpan(0, Math.Min(text.Length, MaxChars)))
        {
            if (char.IsControl(character))
            {
                bare.Append($"\\u{(int)character:x4}");
            }
            else
            {
                bare.Append(character);
            }
        }

        return text.Length > MaxChars ? $"{bare}..." : bare.ToString();
    }
}
