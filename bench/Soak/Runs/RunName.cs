using System.Globalization;

namespace HotPath.Soak.Runs;

/// <summary>What a run and its folder are called: <c>20261121T064500Z-streaming-soak</c>.</summary>
internal static class RunName
{
    public static string Of(string scenario, DateTimeOffset askedForAt) =>
        askedForAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + "-" + scenario;
}
