using System.Globalization;

namespace HotPath.EndToEnd.Tests.Soak.Confusion;

/// <summary>How much is tried, and where the table goes: more by hand than in CI.</summary>
internal static class ConfusionSize
{
    /// <summary>Streams of each kind of fault on each path.</summary>
    public static int FaultyEach => NumberIn("HOTPATH_CONFUSION_FAULTY", 100);

    /// <summary>Streams without a fault, over all paths.</summary>
    public static int Clean => NumberIn("HOTPATH_CONFUSION_CLEAN", 10_000);

    /// <summary>The file that each path adds its table to; null: none is kept.</summary>
    public static string? TableFile => Environment.GetEnvironmentVariable("HOTPATH_CONFUSION_TABLE") is { Length: > 0 } file ? file : null;

    private static int NumberIn(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : otherwise;
}
