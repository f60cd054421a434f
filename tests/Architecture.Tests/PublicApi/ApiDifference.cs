namespace HotPath.Architecture.Tests.PublicApi;

/// <summary>What two listings differ in, each member with the type it belongs to.</summary>
internal static class ApiDifference
{
    public static IEnumerable<string> Between(IEnumerable<string> approved, IEnumerable<string> actual)
    {
        string[] before = [.. WithOwners(approved)];
        string[] after = [.. WithOwners(actual)];
        string[] lines = [.. before.Except(after).Select(line => $"  - {line}"), .. after.Except(before).Select(line => $"  + {line}")];
        return lines.Length > 0 ? lines.OrderBy(line => line[4..], StringComparer.Ordinal) : ["  only their order or their blank lines"];
    }

    private static IEnumerable<string> WithOwners(IEnumerable<string> listing)
    {
        string owner = "";
        foreach (string line in listing.Where(line => line.Length > 0))
        {
            if (line[0] == ' ')
            {
                yield return $"{owner}: {line.Trim()}";
            }
            else
            {
                owner = line.Split(" : ")[0].Split(" where ")[0].Split(' ')[^1];
                yield return line;
            }
        }
    }
}
