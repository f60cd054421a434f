namespace HotPath.Tests.Sse;

/// <summary>Random streams over an alphabet in which nearly every step matters.</summary>
internal static class HostileStream
{
    private static readonly string[] Words =
    [
        "\n", "\n", "\n", "\n\n", "\r", "\r\n", "\r\n", "\r\n\r\n", ":", ": ", " ", "data", "data:", "data: ", "data:x", "event:",
        "event: e", "id:", "id: 7", "id", "retry:", "retry: 15", "retry:99999999999999999999", "Data", "dat", "da", "a", "t",
        "x", "\0", "\u00EF\u00BB\u00BF", "\u00EF\u00BB", "\u00EF", "\u00FF\u00FE", "\u0080", "\t", "5",
    ];

    public static string Next(Random random)
    {
        string start = random.Next(4) == 0 ? "\u00EF\u00BB\u00BF" : "";
        return start + string.Concat(random.GetItems(Words, random.Next(1, 60)));
    }
}
