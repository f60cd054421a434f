namespace HotPath.Soak.Scenarios;

/// <summary>Reads the files that groups of a scenario send as their bodies.</summary>
internal static class BodyFiles
{
    private const long MostBytes = 64 << 20;

    /// <param name="folder">Where the scenario's file lies: what a relative path is relative to.</param>
    /// <param name="problems">Whatever keeps a file from being read is added to it.</param>
    public static Scenario Load(Scenario scenario, string folder, List<string> problems) =>
        scenario.Workload.Any(group => group.Custom?.BodyFile is not null)
            ? scenario with { Workload = [.. scenario.Workload.Select(group => Load(group, folder, problems))] }
            : scenario;

    private static RequestGroup Load(RequestGroup group, string folder, List<string> problems)
    {
        if (group.Custom is not { BodyFile: { } file } custom) return group;

        try
        {
            string path = Path.GetFullPath(file, Path.GetFullPath(folder));
            if (new FileInfo(path).Length is var length and > MostBytes)
            {
                problems.Add($"bodyFile of group {group.Name} is '{file}', which has {length:N0} bytes; it must have at most {MostBytes:N0}.");
                return group;
            }

            return group with { Custom = custom with { BodyFile = path, FileBody = File.ReadAllBytes(path) } };
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problems.Add($"bodyFile of group {group.Name} is '{file}', which cannot be read ({problem.Message}); a readable file is expected.");
            return group;
        }
    }
}
