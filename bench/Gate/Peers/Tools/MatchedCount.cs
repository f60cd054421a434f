using System.Globalization;
using System.Text.RegularExpressions;

namespace HotPath.Gate.Peers.Tools;

/// <summary>Reads a count out of a match.</summary>
internal static class MatchedCount
{
    /// <returns>False, with 0, where there was no match.</returns>
    public static bool TryCount(this Match match, string group, out long count)
    {
        count = match.Success ? long.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;
        return match.Success;
    }
}
